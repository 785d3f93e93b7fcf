namespace Stripe;

/// <summary>One payment, through all attempts at it.</summary>
public class PaymentIntent : StripeEntity<PaymentIntent>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public List<string> AllowedPaymentMethodTypes { get; set; }

    public long Amount { get; set; }

    public long AmountCapturable { get; set; }

    public long AmountReceived { get; set; }

    public long? ApplicationFeeAmount { get; set; }

    public PaymentIntentAutomaticPaymentMethods AutomaticPaymentMethods { get; set; }

    public DateTime? CanceledAt { get; set; }

    public string CancellationReason { get; set; }

    public string CaptureMethod { get; set; }

    public string ClientSecret { get; set; }

    public string ConfirmationMethod { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public string CustomerAccount { get; set; }

    public string Description { get; set; }

    public List<string> ExcludedPaymentMethodTypes { get; set; }

    public StripeError LastPaymentError { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public PaymentIntentNextAction NextAction { get; set; }

    public List<string> PaymentMethodTypes { get; set; }

    public PaymentIntentProcessing Processing { get; set; }

    public string ReceiptEmail { get; set; }

    public string SetupFutureUsage { get; set; }

    public Shipping Shipping { get; set; }

    public string StatementDescriptor { get; set; }

    public string StatementDescriptorSuffix { get; set; }

    public string Status { get; set; }

    public string TransferGroup { get; set; }

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

    public string LatestChargeId
    {
        get => LatestChargeField?.Id;
        set => LatestChargeField = SetExpandableFieldId(value, LatestChargeField);
    }

    public Charge LatestCharge
    {
        get => LatestChargeField is null ? null : LatestChargeField.ExpandedObject;
        set => LatestChargeField = SetExpandableFieldObject(value, LatestChargeField);
    }

    internal ExpandableField<Charge> LatestChargeField { get; set; }

    public string PaymentMethodId
    {
        get => PaymentMethodField?.Id;
        set => PaymentMethodField = SetExpandableFieldId(value, PaymentMethodField);
    }

    public PaymentMethod PaymentMethod
    {
        get => PaymentMethodField is null ? null : PaymentMethodField.ExpandedObject;
        set => PaymentMethodField = SetExpandableFieldObject(value, PaymentMethodField);
    }

    internal ExpandableField<PaymentMethod> PaymentMethodField { get; set; }
}

/// <summary>Whether Stripe chooses the kinds of payment that are offered.</summary>
public class PaymentIntentAutomaticPaymentMethods : StripeEntity<PaymentIntentAutomaticPaymentMethods>
{
    public string AllowRedirects { get; set; }

    public bool Enabled { get; set; }
}

/// <summary>What the customer has to do next.</summary>
public class PaymentIntentNextAction : StripeEntity<PaymentIntentNextAction>
{
    public PaymentIntentNextActionRedirectToUrl RedirectToUrl { get; set; }

    public string Type { get; set; }

    public Dictionary<string, object> UseStripeSdk { get; set; }
}

/// <summary>The page that the customer has to visit.</summary>
public class PaymentIntentNextActionRedirectToUrl : StripeEntity<PaymentIntentNextActionRedirectToUrl>
{
    public string ReturnUrl { get; set; }

    public string Url { get; set; }
}

/// <summary>What is known of a payment that takes days.</summary>
public class PaymentIntentProcessing : StripeEntity<PaymentIntentProcessing>
{
    public string Type { get; set; }
}
