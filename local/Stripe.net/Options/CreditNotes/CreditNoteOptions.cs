using System.Runtime.CompilerServices;

namespace Stripe;

/// <summary>Parameters of creating a credit note.</summary>
public class CreditNoteCreateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }

    public long? CreditAmount { get; set; }

    public DateTime? EffectiveAt { get; set; }

    public string EmailType { get; set; }

    public string Invoice { get; set; }

    public List<CreditNoteLineOptions> Lines { get; set; }

    public string Memo { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public long? OutOfBandAmount { get; set; }

    public string Reason { get; set; }

    public long? RefundAmount { get; set; }

    public List<CreditNoteRefundOptions> Refunds { get; set; }
}

/// <summary>A line of a credit note.</summary>
public class CreditNoteLineOptions : INestedOptions, ISetTracking, IHasMetadata
{
    public long? Amount { get; set; }

    public string Description { get; set; }

    public string InvoiceLineItem { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public long? Quantity { get; set; }

    public List<string> TaxRates
    {
        get;
        set => field = Sent(value);
    }

    public string Type { get; set; }

    public long? UnitAmount { get; set; }

    public decimal? UnitAmountDecimal { get; set; }

    SetTracker ISetTracking.Tracker { get; } = new();

    private T Sent<T>(T value, [CallerMemberName] string member = null) => this.Track(value, member);
}

/// <summary>An existing refund that a credit note shall refer to.</summary>
public class CreditNoteRefundOptions : INestedOptions
{
    public long? AmountRefunded { get; set; }

    public string Refund { get; set; }

    public string Type { get; set; }
}

/// <summary>Parameters of reading a credit note.</summary>
public class CreditNoteGetOptions : BaseOptions { }

/// <summary>Which objects of this kind (credit note) to list.</summary>
public class CreditNoteListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public string Invoice { get; set; }
}

/// <summary>Parameters of changing a credit note.</summary>
public class CreditNoteUpdateOptions : BaseOptions, IHasMetadata
{
    public string Memo { get; set; }

    public Dictionary<string, string> Metadata { get; set; }
}

/// <summary>Parameters of voiding a credit note.</summary>
public class CreditNoteVoidOptions : BaseOptions { }

/// <summary>Parameters of a credit note that is computed and not kept.</summary>
public class CreditNotePreviewOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }

    public long? CreditAmount { get; set; }

    public DateTime? EffectiveAt { get; set; }

    public string EmailType { get; set; }

    public string Invoice { get; set; }

    public List<CreditNoteLineOptions> Lines { get; set; }

    public string Memo { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public long? OutOfBandAmount { get; set; }

    public string Reason { get; set; }

    public long? RefundAmount { get; set; }

    public List<CreditNoteRefundOptions> Refunds { get; set; }
}
