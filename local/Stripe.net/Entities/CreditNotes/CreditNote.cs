namespace Stripe;

/// <summary>Takes back a part of a finalised invoice.</summary>
public class CreditNote : StripeEntity<CreditNote>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public long AmountShipping { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public string CustomerAccount { get; set; }

    public long DiscountAmount { get; set; }

    public DateTime? EffectiveAt { get; set; }

    public StripeList<CreditNoteLineItem> Lines { get; set; }

    public bool Livemode { get; set; }

    public string Memo { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Number { get; set; }

    public long? OutOfBandAmount { get; set; }

    public string Pdf { get; set; }

    public long PostPaymentAmount { get; set; }

    public long PrePaymentAmount { get; set; }

    public string Reason { get; set; }

    public List<CreditNoteRefund> Refunds { get; set; }

    public string Status { get; set; }

    public long Subtotal { get; set; }

    public long? SubtotalExcludingTax { get; set; }

    public long Total { get; set; }

    public long? TotalExcludingTax { get; set; }

    public List<CreditNoteTotalTax> TotalTaxes { get; set; }

    public string Type { get; set; }

    public DateTime? VoidedAt { get; set; }

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

    public string CustomerBalanceTransactionId
    {
        get => CustomerBalanceTransactionField?.Id;
        set => CustomerBalanceTransactionField = SetExpandableFieldId(value, CustomerBalanceTransactionField);
    }

    public CustomerBalanceTransaction CustomerBalanceTransaction
    {
        get => CustomerBalanceTransactionField is null ? null : CustomerBalanceTransactionField.ExpandedObject;
        set => CustomerBalanceTransactionField = SetExpandableFieldObject(value, CustomerBalanceTransactionField);
    }

    internal ExpandableField<CustomerBalanceTransaction> CustomerBalanceTransactionField { get; set; }

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

/// <summary>A line of a credit note.</summary>
public class CreditNoteLineItem : StripeEntity<CreditNoteLineItem>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public string Description { get; set; }

    public long DiscountAmount { get; set; }

    public string InvoiceLineItem { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public long? Quantity { get; set; }

    public string Type { get; set; }

    public long? UnitAmount { get; set; }

    public decimal? UnitAmountDecimal { get; set; }
}

/// <summary>A refund that belongs to a credit note.</summary>
public class CreditNoteRefund : StripeEntity<CreditNoteRefund>
{
    public long AmountRefunded { get; set; }

    public string Type { get; set; }

    public string RefundId
    {
        get => RefundField?.Id;
        set => RefundField = SetExpandableFieldId(value, RefundField);
    }

    public Refund Refund
    {
        get => RefundField is null ? null : RefundField.ExpandedObject;
        set => RefundField = SetExpandableFieldObject(value, RefundField);
    }

    internal ExpandableField<Refund> RefundField { get; set; }
}

/// <summary>A tax on a whole credit note.</summary>
public class CreditNoteTotalTax : StripeEntity<CreditNoteTotalTax>
{
    public long Amount { get; set; }

    public string TaxBehavior { get; set; }

    public string TaxabilityReason { get; set; }

    public long? TaxableAmount { get; set; }

    public string Type { get; set; }
}
