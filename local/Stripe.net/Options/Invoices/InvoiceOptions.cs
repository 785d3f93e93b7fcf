using System.Runtime.CompilerServices;

namespace Stripe;

/// <summary>Parameters of creating an invoice.</summary>
public class InvoiceCreateOptions : BaseOptions, IHasMetadata
{
    public List<string> AccountTaxIds
    {
        get;
        set => field = Sent(value);
    }

    public long? ApplicationFeeAmount { get; set; }

    public bool? AutoAdvance { get; set; }

    public DateTime? AutomaticallyFinalizesAt { get; set; }

    public string CollectionMethod { get; set; }

    public string Currency { get; set; }

    public List<InvoiceCustomFieldOptions> CustomFields
    {
        get;
        set => field = Sent(value);
    }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public long? DaysUntilDue { get; set; }

    public string DefaultPaymentMethod { get; set; }

    public string DefaultSource { get; set; }

    public List<string> DefaultTaxRates { get; set; }

    public string Description { get; set; }

    public DateTime? DueDate { get; set; }

    public DateTime? EffectiveAt { get; set; }

    public string Footer { get; set; }

    public InvoiceFromInvoiceOptions FromInvoice { get; set; }

    public Dictionary<string, string> Metadata
    {
        get;
        set => field = Sent(value);
    }

    public string Number { get; set; }

    public string OnBehalfOf { get; set; }

    public InvoicePaymentSettingsOptions PaymentSettings { get; set; }

    public string PendingInvoiceItemsBehavior { get; set; }

    public string StatementDescriptor { get; set; }

    public string Subscription { get; set; }
}

/// <summary>Parameters of changing an invoice.</summary>
public class InvoiceUpdateOptions : BaseOptions, IHasMetadata
{
    public List<string> AccountTaxIds
    {
        get;
        set => field = Sent(value);
    }

    public long? ApplicationFeeAmount { get; set; }

    public bool? AutoAdvance { get; set; }

    public DateTime? AutomaticallyFinalizesAt { get; set; }

    public string CollectionMethod { get; set; }

    public List<InvoiceCustomFieldOptions> CustomFields
    {
        get;
        set => field = Sent(value);
    }

    public long? DaysUntilDue { get; set; }

    public string DefaultPaymentMethod { get; set; }

    public string DefaultSource
    {
        get;
        set => field = Sent(value);
    }

    public List<string> DefaultTaxRates
    {
        get;
        set => field = Sent(value);
    }

    public string Description { get; set; }

    public DateTime? DueDate { get; set; }

    public DateTime? EffectiveAt
    {
        get;
        set => field = Sent(value);
    }

    public string Footer { get; set; }

    public Dictionary<string, string> Metadata
    {
        get;
        set => field = Sent(value);
    }

    public string Number
    {
        get;
        set => field = Sent(value);
    }

    public string OnBehalfOf
    {
        get;
        set => field = Sent(value);
    }

    public InvoicePaymentSettingsOptions PaymentSettings { get; set; }

    public string StatementDescriptor { get; set; }
}

/// <summary>Which objects of this kind (invoice) to list.</summary>
public class InvoiceListOptions : ListOptions
{
    public string CollectionMethod { get; set; }

    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public AnyOf<DateTime?, DateRangeOptions> DueDate { get; set; }

    public string Status { get; set; }

    public string Subscription { get; set; }
}

/// <summary>Which objects of this kind (invoice) to search for.</summary>
public class InvoiceSearchOptions : SearchOptions { }

/// <summary>Parameters of paying an invoice.</summary>
public class InvoicePayOptions : BaseOptions
{
    public bool? Forgive { get; set; }

    public string Mandate
    {
        get;
        set => field = Sent(value);
    }

    public bool? OffSession { get; set; }

    public bool? PaidOutOfBand { get; set; }

    public string PaymentMethod { get; set; }

    public string Source { get; set; }
}

/// <summary>A label and a value on an invoice.</summary>
public class InvoiceCustomFieldOptions : INestedOptions
{
    public string Name { get; set; }

    public string Value { get; set; }
}

/// <summary>How an invoice may be paid.</summary>
public class InvoicePaymentSettingsOptions : INestedOptions, ISetTracking
{
    public string DefaultMandate
    {
        get;
        set => field = Sent(value);
    }

    public List<string> PaymentMethodTypes
    {
        get;
        set => field = Sent(value);
    }

    SetTracker ISetTracking.Tracker { get; } = new();

    private T Sent<T>(T value, [CallerMemberName] string member = null) => this.Track(value, member);
}

/// <summary>The invoice to revise.</summary>
public class InvoiceFromInvoiceOptions : INestedOptions
{
    public string Action { get; set; }

    public string Invoice { get; set; }
}
