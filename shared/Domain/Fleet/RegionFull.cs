using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;

namespace Mothership.Domain.Fleet;

/// <summary>How much room a region has.</summary>
/// <param name="Region">The region.</param>
/// <param name="LargestFit">The most units that a new cluster could have there now; 0 for none.</param>
public sealed record RegionRoom(RegionStatus Region, int LargestFit);

/// <summary>The refusal of what a region has no room for: what would fit instead, and where.</summary>
public static class RegionFull
{
    /// <summary>Stable; regions report a failure under it, too.</summary>
    public const string Code = "region_full";

    private const int MostNamed = 5;
    private static readonly TimeSpan _silence = TimeSpan.FromMinutes(1);

    /// <summary>The refusal.</summary>
    /// <param name="region">The region that was asked for.</param>
    /// <param name="cluster">What was asked for.</param>
    /// <param name="refusal">What was found about its pools.</param>
    /// <param name="rooms">The room of all regions.</param>
    /// <param name="now">The present.</param>
    public static MothershipException Of(
        RegionStatus region,
        Cluster cluster,
        IReadOnlyList<PoolVerdict> refusal,
        IReadOnlyList<RegionRoom> rooms,
        DateTimeOffset now
    )
    {
        var isGrowth = cluster.AppliedConfig is not null;
        var what = isGrowth
            ? $"Cluster {cluster.Id} can't grow to {cluster.Config.Size} units: {region.Id} has no room where it is."
            : $"Region {region.Id} has no room for a {cluster.Config.Kind} cluster of {cluster.Config.Size} units.";
        var detail = isGrowth ? what : $"{what} {Smaller(region, rooms)} {Elsewhere(region, cluster, rooms, now)}";
        var found = string.Join(" ", refusal.Select(v => $"[{v.Pool}] {v.Finding}: {v.Detail}"));
        var pointer = isGrowth ? "/spec/config" : "/spec/region";
        return new(ErrorKind.Conflict, [new Fault(Code, detail, pointer)], $"{region.Id}: {found}");
    }

    private static string Smaller(RegionStatus region, IReadOnlyList<RegionRoom> rooms) =>
        rooms.FirstOrDefault(r => r.Region.Id == region.Id) is { LargestFit: > 0 and var most }
            ? $"There is room for up to {most} units."
            : "There is no room for any other size either.";

    private static string Elsewhere(
        RegionStatus region,
        Cluster cluster,
        IReadOnlyList<RegionRoom> rooms,
        DateTimeOffset now
    )
    {
        var others = rooms
            .Where(r => r.Region.Id != region.Id && r.LargestFit >= cluster.Config.Size)
            .Where(r => r.Region.IsHealthy(now, _silence))
            .Select(r => r.Region.Id.ToString())
            .Order(StringComparer.Ordinal)
            .ToList();
        return others.Count == 0
            ? "No other region has room for it at present."
            : $"It would fit in {string.Join(", ", others.Take(MostNamed))}.";
    }
}
