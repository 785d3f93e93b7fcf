using Microsoft.Extensions.Logging;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Around;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Reports;

namespace Mothership.Orchestrations.Reconcile;

/// <summary>
/// Walks over all clusters on which nothing is under way and puts right what no operation will: outboxes that were not
/// emptied, desired states that a region has not confirmed, deletions that were confirmed late. Prices
/// that have come into force are recorded for every running cluster, and reservations are compared with clusters.
/// </summary>
public sealed class Sweeper(
    IRegionStore regions,
    IClusterStore clusters,
    IObservationStore observations,
    BillingOutbox outbox,
    ClusterRepricing repricing,
    DesiredStates desired,
    PlacementSweep placements,
    ClusterServices around,
    ServiceSweeper services,
    TimeProvider time,
    ILogger<Sweeper> logger
)
{
    private const int Width = 8;
    private static readonly TimeSpan OutboxAge = TimeSpan.FromMinutes(1);

    /// <summary>Walks once.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = cancellation };
        foreach (var region in await regions.ListAsync(cancellation))
        {
            await Parallel.ForEachAsync(
                clusters.InRegionAsync(region.Id, cancellation),
                options,
                async (address, stop) => await TrySweepAsync(region.Id, address, stop)
            );
            await placements.RunAsync(region.Id, cancellation);
            await services.RunAsync(region.Id, cancellation);
        }
    }

    private async Task TrySweepAsync(RegionId region, ClusterAddress address, CancellationToken cancellation)
    {
        try
        {
            var scope = SystemScope.For(address.Organization);
            if (await clusters.FindAsync(scope, address.Cluster, cancellation) is { Value: var cluster })
                await SweepAsync(scope, cluster, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "Cluster {Cluster} in {Region} could not be swept this time", address.Cluster, region);
        }
    }

    private async Task SweepAsync(TenantScope scope, Cluster cluster, CancellationToken cancellation)
    {
        if (cluster.Outbox.Count > 0 && time.GetUtcNow() - cluster.UpdatedAt > OutboxAge)
            await outbox.FlushAsync(scope, cluster.Id, cancellation);
        await repricing.RunAsync(scope, cluster, cancellation);
        // A cluster is over only when what works on it is.
        if (
            cluster.OpenOperation is not null
            || (cluster.IsDeleting && await around.AnyAsync(scope, cluster.Id, cancellation))
        )
            return;
        var seen = await observations.FindAsync(scope, cluster.Id, cancellation);
        if (seen is not null && ReportHandler.IsLateFarewell(cluster, seen))
            await desired.ForgetAsync(scope, cluster.Id, cancellation);
        else if (seen is null or { State: ObservedState.Building } || seen.Generation < cluster.Generation)
            await desired.PublishAsync(cluster, traceParent: null, cancellation);
    }
}
