using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Tests.Support;

namespace Mothership.Orchestrations.Tests.Placing;

/// <summary>Compares what there is in a region, what is reserved there, and what clusters there are.</summary>
internal static class CleanSlate
{
    /// <summary>Waits until nothing is there that no cluster accounts for, and nothing is missing.</summary>
    public static Task ReachedAsync(Cloud cloud) =>
        cloud.UntilAsync(
            async () => await DifferenceAsync(cloud) is null,
            async () => await DifferenceAsync(cloud) ?? "just now it did"
        );

    /// <summary>The first thing that does not match; null when all does.</summary>
    public static async Task<string?> DifferenceAsync(Cloud cloud)
    {
        var clusters = (await cloud.Get<IClusterStore>().ListAllAsync(cloud.Scope, new(100, null), default)).Items;
        return await AboutOperationsAsync(cloud, clusters)
            ?? AboutRegion(cloud, clusters)
            ?? await AboutReservationsAsync(cloud, clusters);
    }

    private static async Task<string?> AboutOperationsAsync(Cloud cloud, IReadOnlyList<Cluster> clusters)
    {
        await foreach (var open in cloud.Get<IOperationStore>().OpenAsync(default))
            return $"{open.Operation} is open";
        return clusters.FirstOrDefault(c => c.OpenOperation is not null || c.IsDeleting)?.ToString();
    }

    private static string? AboutRegion(Cloud cloud, IReadOnlyList<Cluster> clusters)
    {
        var wanted = clusters
            .Where(c => c.Phase == ClusterPhase.Provisioned && !c.IsDeleting)
            .Select(c => (c.Id.Value, Reservations.PoolOf(c)))
            .ToHashSet();
        var there = cloud.Region.Operator.Remains;
        return wanted.SetEquals(there) ? null : $"{string.Join(' ', there)} there, {string.Join(' ', wanted)} wanted";
    }

    private static async Task<string?> AboutReservationsAsync(Cloud cloud, IReadOnlyList<Cluster> clusters)
    {
        var wanted = clusters
            .Where(c => Reservations.TakesRoom(c))
            .Select(c => (c.Id, Reservations.PoolOf(c), Reservations.UnitsOf(c)))
            .ToHashSet();
        var held = new List<Reservation>();
        await foreach (var stored in cloud.Get<IReservationStore>().InRegionAsync(Cloud.Here, null, default))
            held.Add(stored.Value);
        if (!wanted.SetEquals(held.Select(h => (h.Cluster, h.Pool, h.Units))))
            return $"{string.Join(' ', held)} held, {string.Join(' ', wanted)} wanted";
        var book = await cloud.Get<IReservationStore>().BookAsync(Cloud.Here, default);
        var sums = held.GroupBy(h => h.Pool).Select(g => (g.Key, g.Count(), g.Sum(h => h.Units))).ToHashSet();
        var booked = book.Pools.Where(p => p.Clusters > 0).Select(p => (p.Name, p.Clusters, p.Units));
        return sums.SetEquals(booked) ? null : $"{string.Join(' ', booked)} booked, {string.Join(' ', sums)} held";
    }
}
