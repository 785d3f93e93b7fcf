using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Records;

namespace Mothership.Orchestrations.Resyncing;

/// <summary>Publishes what is wanted of each cluster and each service of a region.</summary>
public sealed class RepublishRegion(
    IClusterStore clusters,
    IServiceStore services,
    DesiredStates desired,
    DesiredServices desiredServices,
    ILogger<RepublishRegion> logger
)
{
    private const int Width = 16;

    /// <summary>The activity.</summary>
    /// <returns>How many clusters and services the region was told about.</returns>
    [Function(nameof(RepublishRegion))]
    public async Task<int> RunAsync([ActivityTrigger] ResyncInput input, CancellationToken cancellation)
    {
        var told = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Width, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            clusters.InRegionAsync(input.Id, cancellation),
            options,
            async (address, stop) =>
            {
                var scope = SystemScope.For(address.Organization);
                if (await clusters.FindAsync(scope, address.Cluster, stop) is not { Value: var cluster })
                    return;
                await desired.PublishAsync(cluster, traceParent: null, stop);
                Interlocked.Increment(ref told);
            }
        );
        await Parallel.ForEachAsync(
            services.InRegionAsync(input.Id, cancellation),
            options,
            async (address, stop) =>
            {
                var scope = SystemScope.For(address.Organization);
                if (await services.FindAsync(scope, address.Service, stop) is not { Value: var service })
                    return;
                await desiredServices.PublishAsync(service, traceParent: null, stop);
                Interlocked.Increment(ref told);
            }
        );
        logger.LogInformation("Region {Region} was told about {Count} resources again", input.Id, told);
        return told;
    }
}
