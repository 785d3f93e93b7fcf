namespace Stripe;

/// <summary>Parameters of creating an invoice item.</summary>
public class InvoiceItemCreateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }

    public string Currency { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public string Description { get; set; }

    public bool? Discountable { get; set; }

    public string Invoice { get; set; }

    public Dictionary<string, string> Metadata
    {
        get;
        set => field = Sent(value);
    }

    public InvoiceItemPeriodOptions Period { get; set; }

    public long? Quantity { get; set; }

    public decimal? QuantityDecimal { get; set; }

    public string Subscription { get; set; }

    public string TaxBehavior { get; set; }

    public string TaxCode
    {
        get;
        set => field = Sent(value);
    }

    public List<string> TaxRates { get; set; }

    public decimal? UnitAmountDecimal { get; set; }
}

/// <summary>Parameters of changing an invoice item.</summary>
public class InvoiceItemUpdateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }

    public string Description { get; set; }

    public bool? Discountable { get; set; }

    public Dictionary<string, string> Metadata
    {
        get;
        set => field = Sent(value);
    }

    public InvoiceItemPeriodOptions Period { get; set; }

    public long? Quantity { get; set; }

    public decimal? QuantityDecimal { get; set; }

    public string TaxBehavior { get; set; }

    public string TaxCode
    {
        get;
        set => field = Sent(value);
    }

    public List<string> TaxRates
    {
        get;
        set => field = Sent(value);
    }

    public decimal? UnitAmountDecimal { get; set; }
}

/// <summary>Parameters of reading an invoice item.</summary>
public class InvoiceItemGetOptions : BaseOptions { }

/// <summary>Parameters of deleting an invoice item.</summary>
public class InvoiceItemDeleteOptions : BaseOptions { }

/// <summary>Which objects of this kind (invoice item) to list.</summary>
public class InvoiceItemListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public string Invoice { get; set; }

    public bool? Pending { get; set; }
}

/// <summary>The time that an item is for.</summary>
public class InvoiceItemPeriodOptions : INestedOptions
{
    public DateTime? End { get; set; }

    public DateTime? Start { get; set; }
}
