namespace Stripe;

/// <summary>Something to be put on an invoice.</summary>
public class InvoiceItem : StripeEntity<InvoiceItem>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public string Currency { get; set; }

    public string CustomerAccount { get; set; }

    public DateTime Date { get; set; }

    public bool? Deleted { get; set; }

    public string Description { get; set; }

    public bool Discountable { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public long NetAmount { get; set; }

    public InvoiceItemPeriod Period { get; set; }

    public InvoiceItemPricing Pricing { get; set; }

    public bool Proration { get; set; }

    public long Quantity { get; set; }

    public decimal QuantityDecimal { get; set; }

    public string CustomerId
    {
        get => CustomerField?.Id;
        set => CustomerField = SetExpandableFieldId(value, CustomerField);
    }

    public Customer Customer
    {
        get => CustomerField is null ? null : CustomerField.ExpandedObject;
        set => CustomerField = SetExpandableFieldObject(value, CustomerField);
    }

    internal ExpandableField<Customer> CustomerField { get; set; }

    public string InvoiceId
    {
        get => InvoiceField?.Id;
        set => InvoiceField = SetExpandableFieldId(value, InvoiceField);
    }

    public Invoice Invoice
    {
        get => InvoiceField is null ? null : InvoiceField.ExpandedObject;
        set => InvoiceField = SetExpandableFieldObject(value, InvoiceField);
    }

    internal ExpandableField<Invoice> InvoiceField { get; set; }
}

/// <summary>The time that an item is for.</summary>
public class InvoiceItemPeriod : StripeEntity<InvoiceItemPeriod>
{
    public DateTime End { get; set; }

    public DateTime Start { get; set; }
}

/// <summary>The price of an item.</summary>
public class InvoiceItemPricing : StripeEntity<InvoiceItemPricing>
{
    public InvoiceItemPricingPriceDetails PriceDetails { get; set; }

    public string Type { get; set; }

    public decimal? UnitAmountDecimal { get; set; }
}

/// <summary>The price object behind an item.</summary>
public class InvoiceItemPricingPriceDetails : StripeEntity<InvoiceItemPricingPriceDetails>
{
    public string Product { get; set; }
}
