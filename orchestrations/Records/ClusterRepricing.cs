using Mothership.Domain;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Records;

/// <summary>
/// Records the prices that have come into force for running clusters. Looks at what each was billed last, so it may run
/// any number of times, and be killed anywhere.
/// </summary>
public sealed class ClusterRepricing(
    IClusterStore clusters,
    ClusterEditor editor,
    BillingOutbox outbox,
    IPriceBook prices,
    TimeProvider time
)
{
    /// <summary>Brings one cluster's price up to the present.</summary>
    public async Task RunAsync(TenantScope scope, Cluster cluster, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (ClusterDecider.Reprice(cluster, prices, now) is null)
            return;
        await editor.EditAsync(scope, cluster.Id, c => ClusterDecider.Reprice(c, prices, now), cancellation);
        await outbox.FlushAsync(scope, cluster.Id, cancellation);
    }

    /// <summary>
    /// Before a month is closed: if other prices have come into force since its first tick, all that is known of the
    /// organisation's clusters goes into the event table.
    /// </summary>
    public async Task BeforeClosingAsync(TenantScope scope, BillingMonth month, CancellationToken cancellation)
    {
        if (prices.Changes(month.Start.AddTicks(-1), time.GetUtcNow()).Count == 0)
            return;
        string? next = null;
        do
        {
            var page = await clusters.ListAllAsync(scope, new(Limits.MaxPageSize, next), cancellation);
            foreach (var cluster in page.Items)
            {
                await RunAsync(scope, cluster, cancellation);
                await outbox.FlushAsync(scope, cluster.Id, cancellation);
            }
            next = page.Next;
        } while (next is not null);
    }
}
