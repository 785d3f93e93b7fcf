using Mothership.ControlPlane.Fleet;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Placing;

namespace Mothership.ControlPlane.Clusters;

/// <summary>
/// Whether a region takes a cluster: it is known, it is heard of, and the price book has a price there.
/// </summary>
public sealed class ClusterPlacement(
    IRegionStore regions,
    Placer placer,
    IPriceBook prices,
    FleetOptions fleet,
    TimeProvider time
)
{
    /// <summary>Refuses what can't be built.</summary>
    /// <exception cref="MothershipException">
    /// Invalid: the region is unknown or has no price for it; Conflict: the region is silent at present.
    /// </exception>
    /// <returns>Its price, and the region as last heard of.</returns>
    internal async Task<(Price Price, RegionStatus Region)> CheckAsync(
        RegionId region,
        ClusterConfig config,
        CancellationToken cancellation
    )
    {
        var status = await FindAsync(region, cancellation) ?? throw await UnknownAsync(region, cancellation);
        var price = CheckPrice(region, config);
        if (!status.IsHealthy(time.GetUtcNow(), fleet.SilenceLimit))
            throw new MothershipException(
                ErrorKind.Conflict,
                "region_unavailable",
                $"Region {region} has not been heard of since {status.LastHeartbeatAt:u}. Try again "
                    + $"later or elsewhere.",
                "/spec/region"
            );
        return (price, status);
    }

    /// <summary>Refuses a kind and size that is not on sale in a region.</summary>
    /// <exception cref="MothershipException">Invalid.</exception>
    /// <returns>Its price.</returns>
    internal Price CheckPrice(RegionId region, ClusterConfig config) =>
        prices.Find(region, config, time.GetUtcNow())
        ?? throw new MothershipException(
            ErrorKind.Invalid,
            "invalid_configuration",
            $"{config.Kind} clusters of size {config.Size} are not on sale in {region}.",
            "/spec/config"
        );

    /// <summary>Refuses a change that there is no room for.</summary>
    /// <exception cref="MothershipException">Conflict, <c>region_full</c>.</exception>
    internal async Task CheckRoomAsync(Cluster before, Cluster cluster, CancellationToken cancellation) =>
        await placer.CheckAsync(await regions.FindAsync(cluster.Region, cancellation), before, cluster, cancellation);

    // What a customer sends as a region's name may be anything.
    private async Task<RegionStatus?> FindAsync(RegionId region, CancellationToken cancellation) =>
        RegionId.TryParse($"{region}", out var parsed) ? await regions.FindAsync(parsed, cancellation) : null;

    private async Task<MothershipException> UnknownAsync(RegionId region, CancellationToken cancellation)
    {
        var known = await regions.ListAsync(cancellation);
        var names = known.Count == 0 ? "none yet" : string.Join(", ", known.Select(r => r.Id));
        return new(
            ErrorKind.Invalid,
            "invalid_configuration",
            $"There is no such region of {region.Cloud}. Known regions: {names}.",
            "/spec/region"
        );
    }
}
