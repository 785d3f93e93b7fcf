namespace Stripe;

/// <summary>Parameters of creating a change of a balance.</summary>
public class CustomerBalanceTransactionCreateOptions : BaseOptions, IHasMetadata
{
    public long? Amount { get; set; }

    public string Currency { get; set; }

    public string Description { get; set; }

    public Dictionary<string, string> Metadata
    {
        get;
        set => field = Sent(value);
    }
}

/// <summary>Parameters of reading a change of a balance.</summary>
public class CustomerBalanceTransactionGetOptions : BaseOptions { }

/// <summary>Which objects of this kind (change of a balance) to list.</summary>
public class CustomerBalanceTransactionListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Invoice { get; set; }
}
