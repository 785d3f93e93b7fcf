using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Records;

/// <summary>
/// Carries billing events from a cluster's outbox into the event table: first append, then clear. A crash in between
/// appends again, which changes nothing.
/// </summary>
public sealed class BillingOutbox(IClusterStore clusters, IBillingEventStore events, ClusterEditor editor)
{
    /// <summary>Empties the outbox of a cluster; nothing happens when there is no such cluster.</summary>
    public async Task FlushAsync(TenantScope scope, ClusterId id, CancellationToken cancellation)
    {
        if (await clusters.FindAsync(scope, id, cancellation) is not { Value.Outbox: { Count: > 0 } outbox })
            return;
        await events.AppendManyAsync(scope, outbox, cancellation);
        var recorded = outbox.Select(e => e.EventId).ToHashSet();
        await editor.EditAsync(scope, id, c => ClusterDecider.ClearOutbox(c, recorded), cancellation);
    }
}
