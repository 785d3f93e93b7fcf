namespace Stripe;

/// <summary>An attempt to keep a means of payment for later.</summary>
public class SetupIntent : StripeEntity<SetupIntent>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public List<string> AllowedPaymentMethodTypes { get; set; }

    public bool AttachToSelf { get; set; }

    public SetupIntentAutomaticPaymentMethods AutomaticPaymentMethods { get; set; }

    public string CancellationReason { get; set; }

    public string ClientSecret { get; set; }

    public DateTime Created { get; set; }

    public string CustomerAccount { get; set; }

    public string Description { get; set; }

    public List<string> ExcludedPaymentMethodTypes { get; set; }

    public List<string> FlowDirections { get; set; }

    public StripeError LastSetupError { get; set; }

    public bool Livemode { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public SetupIntentNextAction NextAction { get; set; }

    public List<string> PaymentMethodTypes { get; set; }

    public string Status { get; set; }

    public string Usage { get; set; }

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
public class SetupIntentAutomaticPaymentMethods : StripeEntity<SetupIntentAutomaticPaymentMethods>
{
    public string AllowRedirects { get; set; }

    public bool? Enabled { get; set; }
}

/// <summary>What the customer has to do next.</summary>
public class SetupIntentNextAction : StripeEntity<SetupIntentNextAction>
{
    public SetupIntentNextActionRedirectToUrl RedirectToUrl { get; set; }

    public string Type { get; set; }

    public Dictionary<string, object> UseStripeSdk { get; set; }
}

/// <summary>The page that the customer has to visit.</summary>
public class SetupIntentNextActionRedirectToUrl : StripeEntity<SetupIntentNextActionRedirectToUrl>
{
    public string ReturnUrl { get; set; }

    public string Url { get; set; }
}
