namespace Stripe.Checkout;

/// <summary>A visit of a customer to a page of Stripe that takes a payment or a card.</summary>
public class Session : StripeEntity<Session>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public bool? AllowPromotionCodes { get; set; }

    public long? AmountSubtotal { get; set; }

    public long? AmountTotal { get; set; }

    public string BillingAddressCollection { get; set; }

    public string CancelUrl { get; set; }

    public string ClientReferenceId { get; set; }

    public string ClientSecret { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public string CustomerAccount { get; set; }

    public string CustomerCreation { get; set; }

    public SessionCustomerDetails CustomerDetails { get; set; }

    public string CustomerEmail { get; set; }

    public List<string> ExcludedPaymentMethodTypes { get; set; }

    public DateTime ExpiresAt { get; set; }

    public string IntegrationIdentifier { get; set; }

    public bool Livemode { get; set; }

    public string Locale { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Mode { get; set; }

    public string OriginContext { get; set; }

    public string PaymentMethodCollection { get; set; }

    public List<string> PaymentMethodTypes { get; set; }

    public string PaymentStatus { get; set; }

    public string RecoveredFrom { get; set; }

    public string RedirectOnCompletion { get; set; }

    public string ReturnUrl { get; set; }

    public string Status { get; set; }

    public string SubmitType { get; set; }

    public string SuccessUrl { get; set; }

    public string UiMode { get; set; }

    public string Url { get; set; }

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

    public string PaymentIntentId
    {
        get => PaymentIntentField?.Id;
        set => PaymentIntentField = SetExpandableFieldId(value, PaymentIntentField);
    }

    public PaymentIntent PaymentIntent
    {
        get => PaymentIntentField is null ? null : PaymentIntentField.ExpandedObject;
        set => PaymentIntentField = SetExpandableFieldObject(value, PaymentIntentField);
    }

    internal ExpandableField<PaymentIntent> PaymentIntentField { get; set; }

    public string SetupIntentId
    {
        get => SetupIntentField?.Id;
        set => SetupIntentField = SetExpandableFieldId(value, SetupIntentField);
    }

    public SetupIntent SetupIntent
    {
        get => SetupIntentField is null ? null : SetupIntentField.ExpandedObject;
        set => SetupIntentField = SetExpandableFieldObject(value, SetupIntentField);
    }

    internal ExpandableField<SetupIntent> SetupIntentField { get; set; }
}

/// <summary>What the customer said of himself during the visit.</summary>
public class SessionCustomerDetails : StripeEntity<SessionCustomerDetails>
{
    public Address Address { get; set; }

    public string BusinessName { get; set; }

    public string Email { get; set; }

    public string IndividualName { get; set; }

    public string Name { get; set; }

    public string Phone { get; set; }

    public string TaxExempt { get; set; }
}
