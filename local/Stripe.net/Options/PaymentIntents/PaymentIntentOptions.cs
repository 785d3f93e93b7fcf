namespace Stripe;

/// <summary>Parameters of reading a payment intent.</summary>
public class PaymentIntentGetOptions : BaseOptions
{
    public string ClientSecret { get; set; }
}

/// <summary>Which objects of this kind (payment intent) to list.</summary>
public class PaymentIntentListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Customer { get; set; }

    public string CustomerAccount { get; set; }
}

/// <summary>Which objects of this kind (payment intent) to search for.</summary>
public class PaymentIntentSearchOptions : SearchOptions { }

/// <summary>Parameters of confirming a payment intent.</summary>
public class PaymentIntentConfirmOptions : BaseOptions
{
    public List<string> AllowedPaymentMethodTypes { get; set; }

    public long? AmountToConfirm { get; set; }

    public string CaptureMethod { get; set; }

    public string ClientSecret { get; set; }

    public string ConfirmationToken { get; set; }

    public bool? ErrorOnRequiresAction { get; set; }

    public List<string> ExcludedPaymentMethodTypes
    {
        get;
        set => field = Sent(value);
    }

    public string Mandate { get; set; }

    public bool? OffSession { get; set; }

    public string PaymentMethod { get; set; }

    public List<string> PaymentMethodTypes { get; set; }

    public string ReceiptEmail
    {
        get;
        set => field = Sent(value);
    }

    public string ReturnUrl { get; set; }

    public string SetupFutureUsage
    {
        get;
        set => field = Sent(value);
    }

    public bool? UseStripeSdk { get; set; }
}

/// <summary>Parameters of cancelling a payment intent.</summary>
public class PaymentIntentCancelOptions : BaseOptions
{
    public string CancellationReason { get; set; }
}
