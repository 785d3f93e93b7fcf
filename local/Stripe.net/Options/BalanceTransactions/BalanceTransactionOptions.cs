namespace Stripe;

/// <summary>Parameters of reading a balance transaction.</summary>
public class BalanceTransactionGetOptions : BaseOptions { }

/// <summary>Which objects of this kind (balance transaction) to list.</summary>
public class BalanceTransactionListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }

    public string Currency { get; set; }

    public string Payout { get; set; }

    public string Source { get; set; }

    public string Type { get; set; }
}
