using Microsoft.Extensions.Logging;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Placing;

namespace Mothership.Orchestrations.Reconcile;

/// <summary>
/// Compares the reservations of a region with its clusters, both ways: gives back what no cluster needs, and reserves
/// for clusters that are there without. Looks at what is, so it may run any number of times, and be killed anywhere.
/// </summary>
public sealed class PlacementSweep(
    IReservationStore reservations,
    IClusterStore clusters,
    Placer placer,
    ILogger<PlacementSweep> logger
)
{
    private const int Width = 8;

    /// <summary>Walks over a region once.</summary>
    public async Task RunAsync(RegionId region, CancellationToken cancellation)
    {
        var held = new Dictionary<ClusterId, Stored<Reservation>>();
        var owners = new Dictionary<ClusterId, OrganizationId>();
        await foreach (var stored in reservations.InRegionAsync(region, after: null, cancellation))
            (held[stored.Value.Cluster], owners[stored.Value.Cluster]) = (stored, stored.Value.Organization);
        await foreach (var address in clusters.InRegionAsync(region, cancellation))
            owners[address.Cluster] = address.Organization;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            owners,
            options,
            async (owner, stop) =>
                await TrySettleAsync(region, owner.Key, owner.Value, held.GetValueOrDefault(owner.Key), stop)
        );
    }

    private async Task TrySettleAsync(
        RegionId region,
        ClusterId cluster,
        OrganizationId owner,
        Stored<Reservation>? held,
        CancellationToken cancellation
    )
    {
        try
        {
            await placer.SettleAsync(SystemScope.For(owner), region, cluster, held, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "The place of {Cluster} in {Region} could not be settled this time", cluster, region);
        }
    }
}
