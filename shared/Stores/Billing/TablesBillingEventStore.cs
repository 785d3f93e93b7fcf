using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>The event table.</summary>
internal sealed class TablesBillingEventStore(BillingTables tables, MonthGates gates, EventAppender appender)
    : IBillingEventStore,
        IBillingReader
{
    public Task AppendAsync(TenantScope scope, BillingEvent billed, CancellationToken cancellation)
    {
        CheckOwner(scope, billed);
        return appender.AppendAsync(scope, BillingMonth.Of(billed.EffectiveAt), [billed], cancellation);
    }

    public async Task AppendManyAsync(
        TenantScope scope,
        IReadOnlyCollection<BillingEvent> events,
        CancellationToken cancellation
    )
    {
        foreach (var billed in events)
            CheckOwner(scope, billed);
        var distinct = events.Distinct().ToList();
        if (distinct.GroupBy(e => e.EventId).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Event {twice.Key} is there twice, with different content.");
        foreach (var month in distinct.GroupBy(e => BillingMonth.Of(e.EffectiveAt)).OrderBy(m => m.Key))
            await appender.AppendAsync(scope, month.Key, [.. month], cancellation);
    }

    public async Task<BillingLedger> ReadLedgerAsync(TenantScope scope, CancellationToken cancellation) =>
        (await LedgerRow.ReadAsync(tables.Events, scope, cancellation)).Ledger;

    public async Task<RecordedMonth> ReadMonthAsync(
        TenantScope scope,
        BillingMonth month,
        CancellationToken cancellation
    )
    {
        var (from, to) = BillingTables.MonthKeys(scope, month);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
        var reading = new MonthReading(scope, month);
        // A page at a time: to await each of many rows costs more than to read some of them.
        await foreach (var page in tables.Events.QueryAsync<BillingRow>(filter, null, null, cancellation).AsPages())
        foreach (var row in page.Values)
            reading.Add(row);
        return reading.ToMonth();
    }

    public async Task<IReadOnlyList<BillingEvent>> ReadResourceAsync(
        TenantScope scope,
        BillingMonth month,
        ResourceId resource,
        CancellationToken cancellation
    )
    {
        var gate = await gates.ReadAsync(scope, month, cancellation);
        var (from, to) = BillingTables.EventKeysOf(resource);
        var events = new Dictionary<string, BillingEvent>(StringComparer.Ordinal);
        foreach (var bucket in BillingBuckets.Candidates(resource.Value, gate.Buckets))
        {
            var key = BillingTables.BucketKey(gate.Partition, bucket);
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {key} and RowKey ge {from} and RowKey lt {to}"
            );
            await foreach (var row in tables.Events.QueryAsync<BillingRow>(filter, null, null, cancellation))
                AddOnce(events, BillingRows.Read(row), scope);
        }
        return [.. events.Values];
    }

    private static void AddOnce(Dictionary<string, BillingEvent> events, BillingEvent read, TenantScope scope)
    {
        CheckOwner(scope, read);
        BillingContradictionException.Unless(
            events.TryAdd(read.EventId, read) || events[read.EventId] == read,
            $"Event {read.EventId} is there twice, with different content."
        );
    }

    private static void CheckOwner(TenantScope scope, BillingEvent billed)
    {
        if (billed.Organization != scope.Organization)
            throw new InvalidOperationException(
                $"Event {billed.EventId} belongs to another organisation than the scope."
            );
    }
}
