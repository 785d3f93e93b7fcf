using Azure;
using Mothership.Domain.Billing;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>The gates of months: reads, spreads and fences them.</summary>
internal sealed class MonthGates(BillingTables tables)
{
    /// <summary>The month's own gate.</summary>
    public Task<MonthGate> ReadAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation) =>
        MonthGate.ReadAsync(tables.Events, BillingTables.MonthKey(scope, month), cancellation);

    /// <summary>The gate of a bucket that may take an event.</summary>
    /// <exception cref="RequestFailedException">Precondition failed: the month was frozen since its gate was
    /// read.</exception>
    public async Task<MonthGate> ReadAsync(MonthGate month, int bucket, CancellationToken cancellation)
    {
        if (bucket == 0)
            return month;
        var key = BillingTables.BucketKey(month.Partition, bucket);
        var gate = await MonthGate.ReadAsync(tables.Events, key, cancellation);
        return gate.Fence <= month.Fence
            ? gate
            : throw new RequestFailedException(412, $"{month.Partition} was frozen since its gate was read.");
    }

    /// <summary>Doubles the buckets of a month, unless there are enough.</summary>
    /// <exception cref="RequestFailedException">Somebody else was faster.</exception>
    public async Task<MonthGate> SpreadAsync(MonthGate month, CancellationToken cancellation)
    {
        if (month.Buckets >= BillingBuckets.Max)
            return month;
        var next = month with { Buckets = month.Buckets * 2 };
        return await month.WriteAsync(tables.Events, next, [], cancellation);
    }

    /// <summary>
    /// Keeps writers who saw the month open out of some of its buckets. Repeated by everybody who has to rely on it, so
    /// it does not matter who dies half way.
    /// </summary>
    public async Task FenceAsync(MonthGate month, IEnumerable<int> buckets, CancellationToken cancellation)
    {
        foreach (var bucket in buckets.Where(b => b > 0))
            await LostRaces.RetryAsync(
                $"fencing bucket {bucket} of {month.Partition}",
                async () =>
                {
                    var key = BillingTables.BucketKey(month.Partition, bucket);
                    var gate = await MonthGate.ReadAsync(tables.Events, key, cancellation);
                    return gate.Fence >= month.Fence
                        ? gate
                        : await gate.WriteAsync(tables.Events, gate with { Fence = month.Fence }, [], cancellation);
                }
            );
    }
}
