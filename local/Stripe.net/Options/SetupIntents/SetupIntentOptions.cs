namespace Stripe;

/// <summary>Parameters of creating a setup intent.</summary>
public class SetupIntentCreateOptions : BaseOptions, IHasMetadata
{
    public List<string> AllowedPaymentMethodTypes { get; set; }

    public bool? AttachToSelf { get; set; }

    public SetupIntentAutomaticPaymentMethodsOptions AutomaticPaymentMethods { get; set; }

    public bool? Confirm { get; set; }

    public string ConfirmationToken { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public string Description { get; set; }

    public List<string> ExcludedPaymentMethodTypes { get; set; }

    public List<string> FlowDirections { get; set; }

    public Dictionary<string, string> Metadata { get; set; }

    public string OnBehalfOf { get; set; }

    public string PaymentMethod { get; set; }

    public string PaymentMethodConfiguration { get; set; }

    public List<string> PaymentMethodTypes { get; set; }

    public string ReturnUrl { get; set; }

    public string Usage { get; set; }

    public bool? UseStripeSdk { get; set; }
}

/// <summary>Parameters of reading a setup intent.</summary>
public class SetupIntentGetOptions : BaseOptions
{
    public string ClientSecret { get; set; }
}

/// <summary>Which objects of this kind (setup intent) to list.</summary>
public class SetupIntentListOptions : ListOptions
{
    public bool? AttachToSelf { get; set; }

    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }

    public string PaymentMethod { get; set; }
}

/// <summary>Parameters of cancelling a setup intent.</summary>
public class SetupIntentCancelOptions : BaseOptions
{
    public string CancellationReason { get; set; }
}

/// <summary>Parameters of confirming a setup intent.</summary>
public class SetupIntentConfirmOptions : BaseOptions
{
    public List<string> AllowedPaymentMethodTypes { get; set; }

    public string ClientSecret { get; set; }

    public string ConfirmationToken { get; set; }

    public string PaymentMethod { get; set; }

    public string ReturnUrl { get; set; }

    public bool? UseStripeSdk { get; set; }
}

/// <summary>Whether Stripe shall choose the kinds of payment that are offered.</summary>
public class SetupIntentAutomaticPaymentMethodsOptions : INestedOptions
{
    public string AllowRedirects { get; set; }

    public bool? Enabled { get; set; }
}
