using System.Diagnostics;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Placing;

namespace Mothership.Orchestrations.Records;

/// <summary>Tells regions what is wanted of their clusters.</summary>
public sealed class DesiredStates(
    IBus bus,
    IClusterStore clusters,
    IObservationStore observations,
    Placer placer,
    TimeProvider time
)
{
    /// <summary>Publishes what is wanted of a cluster now.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="traceParent">W3C trace context of the request behind it; null when there is none.</param>
    /// <param name="cancellation">Ends the waiting for the bus.</param>
    public async Task PublishAsync(Cluster cluster, string? traceParent, CancellationToken cancellation)
    {
        using var activity = traceParent is null ? null : new Activity("publish").SetParentId(traceParent).Start();
        await bus.PublishAsync(ClusterCommandCodec.Encode(ClusterCommand.For(cluster, time.GetUtcNow())), cancellation);
    }

    /// <summary>
    /// Forgets a cluster that its region has confirmed gone. The record goes last, so that a crash before leaves
    /// something to carry on from.
    /// </summary>
    public async Task ForgetAsync(TenantScope scope, ClusterId id, CancellationToken cancellation)
    {
        if (await clusters.FindAsync(scope, id, cancellation) is not { Value: var cluster })
            return;
        var tombstone = ClusterCommandCodec.Tombstone(cluster.Id, cluster.Region, cluster.Generation);
        await bus.PublishAsync(tombstone, cancellation);
        await observations.RemoveAsync(scope, id, cancellation);
        await placer.ReleaseAsync(cluster, cancellation);
        await clusters.RemoveAsync(scope, id, cancellation);
    }
}
