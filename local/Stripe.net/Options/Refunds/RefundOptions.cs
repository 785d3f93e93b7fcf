namespace Stripe;

/// <summary>Parameters of creating a refund.</summary>
public class RefundCreateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }

    public string Charge { get; set; }

    public string Currency { get; set; }

    public string Customer { get; set; }

    public string InstructionsEmail { get; set; }

    public Dictionary<string, string> Metadata
    {
        get;
        set => field = Sent(value);
    }

    public string Origin { get; set; }

    public string PaymentIntent { get; set; }

    public string Reason { get; set; }

    public bool? RefundApplicationFee { get; set; }

    public bool? ReverseTransfer { get; set; }
}

/// <summary>Parameters of reading a refund.</summary>
public class RefundGetOptions : BaseOptions { }

/// <summary>Which objects of this kind (refund) to list.</summary>
public class RefundListOptions : ListOptions
{
    public string Charge { get; set; }

    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string PaymentIntent { get; set; }
}

/// <summary>Parameters of changing a refund.</summary>
public class RefundUpdateOptions : BaseOptions, IHasMetadata
{
    public Dictionary<string, string> Metadata
    {
        get;
        set => field = Sent(value);
    }
}
