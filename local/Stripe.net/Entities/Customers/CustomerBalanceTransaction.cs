namespace Stripe;

/// <summary>A change of what a customer has as credit (negative) or owes (positive), in minor units.</summary>
public class CustomerBalanceTransaction : StripeEntity<CustomerBalanceTransaction>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public string CustomerAccount { get; set; }

    public string Description { get; set; }

    public long EndingBalance { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Type { get; set; }

    public string CheckoutSessionId
    {
        get => CheckoutSessionField?.Id;
        set => CheckoutSessionField = SetExpandableFieldId(value, CheckoutSessionField);
    }

    public Checkout.Session CheckoutSession
    {
        get => CheckoutSessionField is null ? null : CheckoutSessionField.ExpandedObject;
        set => CheckoutSessionField = SetExpandableFieldObject(value, CheckoutSessionField);
    }

    internal ExpandableField<Checkout.Session> CheckoutSessionField { get; set; }

    public string CreditNoteId
    {
        get => CreditNoteField?.Id;
        set => CreditNoteField = SetExpandableFieldId(value, CreditNoteField);
    }

    public CreditNote CreditNote
    {
        get => CreditNoteField is null ? null : CreditNoteField.ExpandedObject;
        set => CreditNoteField = SetExpandableFieldObject(value, CreditNoteField);
    }

    internal ExpandableField<CreditNote> CreditNoteField { get; set; }

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
