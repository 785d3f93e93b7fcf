namespace Stripe;

/// <summary>A movement of money into or out of the account at Stripe.</summary>
public class BalanceTransaction : StripeEntity<BalanceTransaction>, IHasId, IHasObject
{
    public string Id { get; set; }

    public string Object { get; set; }

    public long Amount { get; set; }

    public DateTime AvailableOn { get; set; }

    public string BalanceType { get; set; }

    public DateTime Created { get; set; }

    public string Currency { get; set; }

    public string Description { get; set; }

    public decimal? ExchangeRate { get; set; }

    public long Fee { get; set; }

    public List<BalanceTransactionFeeDetail> FeeDetails { get; set; }

    public long Net { get; set; }

    public string ReportingCategory { get; set; }

    public string Status { get; set; }

    public string Type { get; set; }

    public string SourceId
    {
        get => SourceField?.Id;
        set => SourceField = SetExpandableFieldId(value, SourceField);
    }

    public IBalanceTransactionSource Source
    {
        get => SourceField is null ? null : SourceField.ExpandedObject;
        set => SourceField = SetExpandableFieldObject(value, SourceField);
    }

    internal ExpandableField<IBalanceTransactionSource> SourceField { get; set; }
}

/// <summary>A fee that Stripe took.</summary>
public class BalanceTransactionFeeDetail : StripeEntity<BalanceTransactionFeeDetail>
{
    public long Amount { get; set; }

    public string Application { get; set; }

    public string Currency { get; set; }

    public string Description { get; set; }

    public string Type { get; set; }
}
