namespace Stripe;

/// <summary>A line of an invoice.</summary>
public class InvoiceLineItem : StripeEntity<InvoiceLineItem>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public string Currency { get; set; }

    public string Description { get; set; }

    public bool Discountable { get; set; }

    public string Invoice { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public InvoiceLineItemParent Parent { get; set; }

    public InvoiceLineItemPeriod Period { get; set; }

    public InvoiceLineItemPricing Pricing { get; set; }

    public long? Quantity { get; set; }

    public decimal? QuantityDecimal { get; set; }

    public long Subtotal { get; set; }

    public List<InvoiceLineItemTax> Taxes { get; set; }
}

/// <summary>What a line was made from.</summary>
public class InvoiceLineItemParent : StripeEntity<InvoiceLineItemParent>
{
    public InvoiceLineItemParentInvoiceItemDetails InvoiceItemDetails { get; set; }

    public string Type { get; set; }
}

/// <summary>The invoice item that a line was made from.</summary>
public class InvoiceLineItemParentInvoiceItemDetails : StripeEntity<InvoiceLineItemParentInvoiceItemDetails>
{
    public string InvoiceItem { get; set; }

    public bool Proration { get; set; }

    public string Subscription { get; set; }
}

/// <summary>The time that a line is for.</summary>
public class InvoiceLineItemPeriod : StripeEntity<InvoiceLineItemPeriod>
{
    public DateTime End { get; set; }

    public DateTime Start { get; set; }
}

/// <summary>The price of a line.</summary>
public class InvoiceLineItemPricing : StripeEntity<InvoiceLineItemPricing>
{
    public InvoiceLineItemPricingPriceDetails PriceDetails { get; set; }

    public string Type { get; set; }

    public decimal? UnitAmountDecimal { get; set; }
}

/// <summary>The price object behind a line.</summary>
public class InvoiceLineItemPricingPriceDetails : StripeEntity<InvoiceLineItemPricingPriceDetails>
{
    public string Product { get; set; }
}

/// <summary>A tax on a line.</summary>
public class InvoiceLineItemTax : StripeEntity<InvoiceLineItemTax>
{
    public long Amount { get; set; }

    public string TaxBehavior { get; set; }

    public string TaxabilityReason { get; set; }

    public long? TaxableAmount { get; set; }

    public string Type { get; set; }
}
