using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>
/// The event table. An event goes to the month that it takes effect in, or, when that one is shut, to the first one
/// after it that is open.
/// </summary>
internal sealed class TablesBillingEventStore(BillingTables tables, OpenMonthIndex index)
    : IBillingEventStore,
        IBillingReader
{
    public Task AppendAsync(TenantScope scope, BillingEvent billed, CancellationToken cancellation)
    {
        if (billed.Organization != scope.Organization)
            throw new InvalidOperationException(
                $"Event {billed.EventId} belongs to another organisation than the scope."
            );
        return LostRaces.RetryAsync(
            $"appending event {billed.EventId}",
            () => TryAppendAsync(scope, billed, cancellation)
        );
    }

    public async Task<BillingLedger> ReadLedgerAsync(TenantScope scope, CancellationToken cancellation) =>
        (await LedgerRow.ReadAsync(tables.Events, scope, cancellation)).Ledger;

    public async Task<RecordedMonth> ReadMonthAsync(
        TenantScope scope,
        BillingMonth month,
        CancellationToken cancellation
    )
    {
        var key = BillingTables.MonthKey(scope, month);
        var carried = new List<CarryOver>();
        var credits = new List<CreditBalance>();
        var events = new List<BillingEvent>();
        var gate = MonthGate.Missing;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key}");
        await foreach (var row in tables.Events.QueryAsync<TableEntity>(filter, null, null, cancellation))
        {
            if (BillingTables.IsEvent(row))
                events.Add(Owned(scope, BillingRows.Read(row)));
            else if (BillingTables.IsCarry(row))
                carried.Add(new(month, Owned(scope, (PriceEvent)BillingRows.Read(row))));
            else if (BillingTables.IsCredit(row))
                credits.Add(BillingRows.ReadCredit(month, row));
            else
                gate = MonthGate.Of(row);
        }
        return new(carried, credits, events, gate.EventCount);
    }

    public async Task<IReadOnlyList<BillingEvent>> ReadResourceAsync(
        TenantScope scope,
        BillingMonth month,
        ResourceId resource,
        CancellationToken cancellation
    )
    {
        var key = BillingTables.MonthKey(scope, month);
        var (from, to) = BillingTables.EventKeysOf(resource);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey ge {from} and RowKey lt {to}");
        var events = new List<BillingEvent>();
        await foreach (var row in tables.Events.QueryAsync<TableEntity>(filter, null, null, cancellation))
            events.Add(Owned(scope, BillingRows.Read(row)));
        return events;
    }

    private async Task<bool> TryAppendAsync(TenantScope scope, BillingEvent billed, CancellationToken cancellation)
    {
        var effective = BillingMonth.Of(billed.EffectiveAt);
        var ledger = await BeginAsync(scope, effective, cancellation);
        for (var month = BillingMonth.Max(effective, ledger.FirstMonth!.Value); ; month = month.Next)
        {
            var gate =
                month <= ledger.ClosedThrough
                    ? MonthGate.Missing with
                    {
                        Status = GateStatus.Closed,
                    }
                    : await MonthGate.ReadAsync(tables.Events, scope, month, cancellation);
            if (gate.Status == GateStatus.Open)
                return await WriteAsync(scope, month, gate, billed, cancellation);
            // Only now that nothing can get into this month any more does a look into it tell whether the event is
            // there.
            if (await IsRecordedAsync(scope, month, billed, cancellation))
                return true;
        }
    }

    private async Task<bool> WriteAsync(
        TenantScope scope,
        BillingMonth month,
        MonthGate gate,
        BillingEvent billed,
        CancellationToken cancellation
    )
    {
        if (await IsRecordedAsync(scope, month, billed, cancellation))
            return true;
        await index.EnsureAsync(scope, month, cancellation);
        var row = BillingRows.Of(BillingTables.MonthKey(scope, month), BillingTables.EventKey(billed), billed);
        await tables.Events.SubmitTransactionAsync(
            [
                gate.To(scope, month, gate with { EventCount = gate.EventCount + 1, ParkedReason = null }),
                new TableTransactionAction(TableTransactionActionType.Add, row),
            ],
            cancellation
        );
        return true;
    }

    private async Task<bool> IsRecordedAsync(
        TenantScope scope,
        BillingMonth month,
        BillingEvent billed,
        CancellationToken cancellation
    )
    {
        var (partition, key) = (BillingTables.MonthKey(scope, month), BillingTables.EventKey(billed));
        var found = await tables.Events.GetEntityIfExistsAsync<TableEntity>(partition, key, null, cancellation);
        if (!found.HasValue)
            return false;
        return BillingRows.Read(found.Value!) == billed
            ? true
            : throw new InvalidOperationException(
                $"Event {billed.EventId} is recorded already, and says something else."
            );
    }

    /// <summary>Makes sure that the ledger knows the month, unless it is sealed.</summary>
    private async Task<BillingLedger> BeginAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation)
    {
        var row = await LedgerRow.ReadAsync(tables.Events, scope, cancellation);
        if (row.IsSealed || row.Ledger.FirstMonth <= month)
            return row.Ledger;
        var next = row with { Ledger = row.Ledger with { FirstMonth = month } };
        await next.WriteAsync(tables.Events, scope, cancellation);
        return next.Ledger;
    }

    private static T Owned<T>(TenantScope scope, T read)
        where T : BillingEvent =>
        read.Organization == scope.Organization
            ? read
            : throw new InvalidOperationException($"Event {read.EventId} is in another organisation's partition.");
}
