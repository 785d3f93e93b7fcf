using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>
/// Appends events of one organisation. An event goes to the month that it takes effect in, or, when that one is shut,
/// to the first one after it that is open.
/// </summary>
internal sealed class EventAppender(BillingTables tables, MonthGates gates, OpenMonthIndex index)
{
    /// <summary>A transaction takes a hundred rows, and one of them is the gate's.</summary>
    private const int ChunkSize = 99;

    /// <summary>Whoever loses so many races in a row has the month spread over more buckets.</summary>
    private const int LossesBeforeSpread = 3;

    /// <summary>Appends events that all take effect in one month, each once.</summary>
    public async Task AppendAsync(
        TenantScope scope,
        BillingMonth effective,
        IReadOnlyList<BillingEvent> events,
        CancellationToken cancellation
    )
    {
        var pending = events.ToList();
        await LostRaces.RetryAsync(
            $"appending {events.Count} events from {events[0].EventId} on",
            attempt => TryAsync(scope, effective, pending, attempt, cancellation)
        );
    }

    private async Task<bool> TryAsync(
        TenantScope scope,
        BillingMonth effective,
        List<BillingEvent> pending,
        int attempt,
        CancellationToken cancellation
    )
    {
        var ledger = await BeginAsync(scope, effective, cancellation);
        for (var month = BillingMonth.Max(effective, ledger.FirstMonth!.Value); pending.Count > 0; month = month.Next)
        {
            var gate = await gates.ReadAsync(scope, month, cancellation);
            if (gate.Status != GateStatus.Open || month <= ledger.ClosedThrough)
            {
                await DropRecordedAsync(gate, pending, cancellation);
                continue;
            }
            // The list has it from the gate's first event on, but for a parked one.
            if (gate.ETag is null || gate.ParkedReason is not null)
                await index.EnsureAsync(scope, month, cancellation);
            if (attempt % (LossesBeforeSpread + 1) == 0)
                gate = await gates.SpreadAsync(gate, cancellation);
            await WriteAsync(gate, pending, attempt > 1, cancellation);
        }
        return true;
    }

    /// <summary>
    /// Leaves out what a shut month has. Only once nothing can get into a bucket any more does a look into it tell.
    /// </summary>
    private async Task DropRecordedAsync(MonthGate gate, List<BillingEvent> pending, CancellationToken cancellation)
    {
        foreach (var billed in pending.ToList())
        {
            var buckets = BillingBuckets.Candidates(billed, gate.Buckets);
            await gates.FenceAsync(gate, buckets, cancellation);
            if (await IsRecordedAsync(gate, buckets, billed, cancellation))
                pending.Remove(billed);
        }
    }

    private async Task WriteAsync(
        MonthGate month,
        List<BillingEvent> pending,
        bool isRepeated,
        CancellationToken cancellation
    )
    {
        foreach (var bucket in pending.GroupBy(e => BillingBuckets.Of(e, month.Buckets)).ToList())
        {
            var gate = await gates.ReadAsync(month, bucket.Key, cancellation);
            foreach (var chunk in bucket.Chunk(ChunkSize))
            {
                gate = await WriteAsync(month, bucket.Key, gate, chunk, isRepeated, cancellation);
                var written = chunk.Select(e => e.EventId).ToHashSet();
                pending.RemoveAll(e => written.Contains(e.EventId));
            }
        }
    }

    private async Task<MonthGate> WriteAsync(
        MonthGate month,
        int bucket,
        MonthGate gate,
        IReadOnlyList<BillingEvent> chunk,
        bool isRepeated,
        CancellationToken cancellation
    )
    {
        var rows = new List<TableEntity>();
        foreach (var billed in chunk)
        {
            // Where the row itself would be, the transaction looks: it fails when the row is there. Then it is looked
            // for everywhere.
            var elsewhere = BillingBuckets.Candidates(billed, month.Buckets);
            if (!isRepeated)
                elsewhere.Remove(bucket);
            if (!await IsRecordedAsync(month, elsewhere, billed, cancellation))
                rows.Add(BillingRows.Of(gate.Partition, BillingTables.EventKey(billed), billed));
        }
        if (rows.Count == 0)
            return gate;
        var next = gate with { EventCount = gate.EventCount + rows.Count, ParkedReason = null, Fence = month.Fence };
        return await gate.WriteAsync(tables.Events, next, rows, cancellation);
    }

    private async Task<bool> IsRecordedAsync(
        MonthGate month,
        IEnumerable<int> buckets,
        BillingEvent billed,
        CancellationToken cancellation
    )
    {
        foreach (var bucket in buckets)
        {
            var (partition, key) = (BillingTables.BucketKey(month.Partition, bucket), BillingTables.EventKey(billed));
            var found = await tables.Events.GetEntityIfExistsAsync<BillingRow>(partition, key, null, cancellation);
            if (found.HasValue)
                return BillingRows.Read(found.Value!) == billed
                    ? true
                    : throw new InvalidOperationException(
                        $"Event {billed.EventId} is recorded already, and says something else."
                    );
        }
        return false;
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
}
