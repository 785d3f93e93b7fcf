namespace Stripe.Checkout;

/// <summary>Parameters of creating a checkout session.</summary>
public class SessionCreateOptions : BaseOptions, IHasMetadata
{
    public bool? AllowPromotionCodes { get; set; }

    public string BillingAddressCollection { get; set; }

    public string CancelUrl { get; set; }

    public string ClientReferenceId { get; set; }

    public string Currency { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public string CustomerCreation { get; set; }

    public string CustomerEmail { get; set; }

    public SessionCustomerUpdateOptions CustomerUpdate { get; set; }

    public List<string> ExcludedPaymentMethodTypes { get; set; }

    public DateTime? ExpiresAt { get; set; }

    public string IntegrationIdentifier { get; set; }

    public string Locale { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string Mode { get; set; }

    public string OriginContext { get; set; }

    public string PaymentMethodCollection { get; set; }

    public string PaymentMethodConfiguration { get; set; }

    public List<string> PaymentMethodTypes { get; set; }

    public string RedirectOnCompletion { get; set; }

    public string ReturnUrl { get; set; }

    public SessionSetupIntentDataOptions SetupIntentData { get; set; }

    public string SubmitType { get; set; }

    public string SuccessUrl { get; set; }

    public string UiMode { get; set; }
}

/// <summary>Parameters of reading a checkout session.</summary>
public class SessionGetOptions : BaseOptions { }

/// <summary>Which objects of this kind (checkout session) to list.</summary>
public class SessionListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public string PaymentIntent { get; set; }

    public string PaymentLink { get; set; }

    public string Status { get; set; }

    public string Subscription { get; set; }
}

/// <summary>Parameters of ending a checkout session.</summary>
public class SessionExpireOptions : BaseOptions { }

/// <summary>What the setup intent of a session shall carry.</summary>
public class SessionSetupIntentDataOptions : INestedOptions, IHasMetadata
{
    public string Description { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string OnBehalfOf { get; set; }
}

/// <summary>What of the customer a session may change.</summary>
public class SessionCustomerUpdateOptions : INestedOptions
{
    public string Address { get; set; }

    public string Name { get; set; }

    public string Shipping { get; set; }
}
