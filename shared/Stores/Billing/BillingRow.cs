using Azure;
using Azure.Data.Tables;

namespace Mothership.Stores.Billing;

/// <summary>
/// Any row of a month, as it is read: closing reads every event of a month, and columns that are members cost a
/// fraction of columns in a dictionary. In the order in which the rows are written; what a row does not have is null.
/// </summary>
internal sealed class BillingRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int? V { get; set; }

    public string? EventId { get; set; }

    public string? Organization { get; set; }

    public string? EffectiveAt { get; set; }

    public string? Currency { get; set; }

    public string? Actor { get; set; }

    public string? Resource { get; set; }

    public string? DisplayName { get; set; }

    public string? Environment { get; set; }

    public string? Cloud { get; set; }

    public string? Region { get; set; }

    public string? Meter { get; set; }

    public string? PriceBookVersion { get; set; }

    public string? Type { get; set; }

    public string? Kind { get; set; }

    public string? Plan { get; set; }

    public int? Units { get; set; }

    public string? PricePerSecond { get; set; }

    public string? FreePerSecond { get; set; }

    public string? MinimumPerSecond { get; set; }

    public long? Generation { get; set; }

    public string? PeriodEnd { get; set; }

    public string? Quantity { get; set; }

    public string? UnitPrice { get; set; }

    public string? FreeUnits { get; set; }

    public string? Corrects { get; set; }

    public string? Amount { get; set; }

    public string? ExpiresAt { get; set; }

    public string? Reason { get; set; }

    /// <summary>Of a credit that is carried over.</summary>
    public string? Remaining { get; set; }

    /// <summary>Of a row of the first version.</summary>
    public string? Cluster { get; set; }

    /// <summary>Of a row of the first version.</summary>
    public string? ClusterKind { get; set; }

    /// <summary>Of a row of the first version.</summary>
    public int? Size { get; set; }

    /// <summary>Of a gate.</summary>
    public string? Status { get; set; }

    /// <summary>Of a gate.</summary>
    public int? EventCount { get; set; }

    /// <summary>Of a gate.</summary>
    public string? ParkedReason { get; set; }

    /// <summary>Of a gate.</summary>
    public int? Buckets { get; set; }

    /// <summary>Of a gate.</summary>
    public int? Fence { get; set; }
}
