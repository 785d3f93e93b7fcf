using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Tenancy;

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
/// A month's gate: a row in the partition of its events. An event is written in one transaction with a conditional
/// update of the gate, so that none gets in once the gate is shut.
/// </summary>
internal sealed record MonthGate(GateStatus Status, int EventCount, string? ParkedReason, ETag? ETag)
{
    private const string EventCountColumn = "EventCount";
    private const string StatusColumn = "Status";
    private const string ParkedColumn = "ParkedReason";

    /// <summary>The gate of a month that has none yet: open, and not written.</summary>
    public static readonly MonthGate Missing = new(GateStatus.Open, 0, null, null);

    public static async Task<MonthGate> ReadAsync(
        TableClient events,
        TenantScope scope,
        BillingMonth month,
        CancellationToken cancellation
    )
    {
        var key = BillingTables.MonthKey(scope, month);
        var found = await events.GetEntityIfExistsAsync<TableEntity>(key, BillingTables.Gate, null, cancellation);
        return found.HasValue ? Of(found.Value!) : Missing;
    }

    public static MonthGate Of(TableEntity row) =>
        new(
            Enum.Parse<GateStatus>(row.GetString(StatusColumn)),
            row.GetInt32(EventCountColumn)!.Value,
            row.GetString(ParkedColumn) is { Length: > 0 } reason ? reason : null,
            row.ETag
        );

    /// <summary>
    /// The write that takes the gate from this state to another, and fails when it is not in this state any more.
    /// </summary>
    public TableTransactionAction To(TenantScope scope, BillingMonth month, MonthGate next)
    {
        var row = new TableEntity(BillingTables.MonthKey(scope, month), BillingTables.Gate)
        {
            [StatusColumn] = next.Status.ToString(),
            [EventCountColumn] = next.EventCount,
            [ParkedColumn] = next.ParkedReason ?? "",
        };
        return ETag is { } tag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, tag)
            : new TableTransactionAction(TableTransactionActionType.Add, row);
    }
}
