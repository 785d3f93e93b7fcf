using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Records;

/// <summary>
/// Carries billing events from an outbox into the event table: first append, then clear. A crash in between appends
/// again, which changes nothing.
/// </summary>
public sealed class BillingOutbox(
    IClusterStore clusters,
    IServiceStore services,
    IBillingEventStore events,
    ClusterEditor clusterEditor,
    ServiceEditor serviceEditor
)
{
    /// <summary>Empties the outbox of a cluster; nothing happens when there is no such cluster.</summary>
    public async Task FlushAsync(TenantScope scope, ClusterId id, CancellationToken cancellation)
    {
        if (await clusters.FindAsync(scope, id, cancellation) is not { Value.Outbox: { Count: > 0 } outbox })
            return;
        var recorded = await AppendAsync(scope, outbox, cancellation);
        await clusterEditor.EditAsync(scope, id, c => ClusterDecider.ClearOutbox(c, recorded), cancellation);
    }

    /// <summary>Empties the outbox of a service; nothing happens when there is no such service.</summary>
    public async Task FlushAsync(TenantScope scope, ServiceId id, CancellationToken cancellation)
    {
        if (await services.FindAsync(scope, id, cancellation) is not { Value.Outbox: { Count: > 0 } outbox })
            return;
        var recorded = await AppendAsync(scope, outbox, cancellation);
        await serviceEditor.EditAsync(scope, id, s => ServiceDecider.ClearOutbox(s, recorded), cancellation);
    }

    private async Task<HashSet<string>> AppendAsync(
        TenantScope scope,
        IReadOnlyList<PriceEvent> outbox,
        CancellationToken cancellation
    )
    {
        await events.AppendManyAsync(scope, outbox, cancellation);
        return [.. outbox.Select(e => e.EventId)];
    }
}
