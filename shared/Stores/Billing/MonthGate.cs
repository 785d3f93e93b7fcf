using Azure;
using Azure.Data.Tables;

namespace Mothership.Stores.Billing;

/// <summary>Whether a month takes events.</summary>
internal enum GateStatus
{
    /// <summary>It takes events.</summary>
    Open,

    /// <summary>It is being closed.</summary>
    Frozen,

    /// <summary>It is closed for good.</summary>
    Closed,
}

/// <summary>
/// The gate of a bucket of a month: a row in the partition of its events. An event is written in one transaction with a
/// conditional update of its bucket's gate, so that none gets in once the gate is shut. The gate of bucket 0 is the
/// month's: it alone says whether the month is open and how many buckets there are.
/// </summary>
internal sealed record MonthGate
{
    private MonthGate(string partition) => Partition = partition;

    /// <summary>The PartitionKey.</summary>
    public string Partition { get; }

    /// <summary>Of the month's gate.</summary>
    public GateStatus Status { get; init; }

    /// <summary>How many events were appended to the bucket.</summary>
    public int EventCount { get; init; }

    /// <summary>Of the month's gate: why it waits for a person, until an event comes.</summary>
    public string? ParkedReason { get; init; }

    /// <summary>Of the month's gate: how many buckets there are.</summary>
    public int Buckets { get; init; } = 1;

    /// <summary>
    /// How often the month was frozen. Whoever writes to a bucket has seen the month open at the bucket's fence, so a
    /// writer who saw it open before it was frozen comes too late.
    /// </summary>
    public int Fence { get; init; }

    /// <summary>Null when the gate is not written yet.</summary>
    public ETag? ETag { get; init; }

    /// <summary>The gate of a bucket that has none yet: open, and not written.</summary>
    public static MonthGate Missing(string partition) => new(partition);

    public static async Task<MonthGate> ReadAsync(TableClient events, string partition, CancellationToken cancellation)
    {
        var found = await events.GetEntityIfExistsAsync<BillingRow>(partition, BillingTables.Gate, null, cancellation);
        return found.HasValue ? Of(found.Value!) : Missing(partition);
    }

    public static MonthGate Of(BillingRow row) =>
        new(row.PartitionKey)
        {
            Status = Enum.Parse<GateStatus>(row.Status!),
            EventCount = row.EventCount!.Value,
            ParkedReason = row.ParkedReason is { Length: > 0 } reason ? reason : null,
            Buckets = row.Buckets ?? 1,
            Fence = row.Fence ?? 0,
            ETag = row.ETag,
        };

    /// <summary>
    /// The write that takes the gate from this state to another, and fails when it is not in this state any more.
    /// </summary>
    public TableTransactionAction To(MonthGate next)
    {
        var row = new TableEntity(Partition, BillingTables.Gate)
        {
            [nameof(BillingRow.Status)] = next.Status.ToString(),
            [nameof(BillingRow.EventCount)] = next.EventCount,
            [nameof(BillingRow.ParkedReason)] = next.ParkedReason ?? "",
            [nameof(BillingRow.Buckets)] = next.Buckets,
            [nameof(BillingRow.Fence)] = next.Fence,
        };
        return ETag is { } tag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, tag)
            : new TableTransactionAction(TableTransactionActionType.Add, row);
    }

    /// <summary>Writes the gate in another state, alone or with the events that lead there.</summary>
    /// <returns>The gate as it is then.</returns>
    /// <exception cref="RequestFailedException">It is not in this state any more.</exception>
    public async Task<MonthGate> WriteAsync(
        TableClient events,
        MonthGate next,
        IEnumerable<TableEntity> added,
        CancellationToken cancellation
    )
    {
        var adds = added.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));
        var written = await events.SubmitTransactionAsync([To(next), .. adds], cancellation);
        return next with { ETag = written.Value[0].Headers.ETag };
    }

    /// <summary>The merge that closes the month, whatever else its gate says.</summary>
    public static TableEntity Closing(string partition) =>
        new(partition, BillingTables.Gate) { [nameof(BillingRow.Status)] = nameof(GateStatus.Closed) };
}
