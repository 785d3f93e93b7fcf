namespace Mothership.Domain.Fleet;

/// <summary>What a cluster needs of a pool.</summary>
/// <param name="Units">Capacity units.</param>
/// <param name="HeadroomPercent">How much of a pool's units new clusters leave free, so that those that are there can
/// grow.</param>
public sealed record PlacementWish(int Units, int HeadroomPercent)
{
    /// <summary>The pools that have refused the cluster before.</summary>
    public IReadOnlyCollection<string> Tried { get; init; } = [];
}

/// <summary>Where a cluster goes, and why.</summary>
/// <param name="Pool">The pool's name; null when none has room.</param>
/// <param name="Considered">All pools, in the order of their names.</param>
public sealed record PlacementDecision(string? Pool, IReadOnlyList<PoolVerdict> Considered)
{
    /// <summary>Why it is there, or that it is nowhere.</summary>
    public string Reason =>
        Considered.FirstOrDefault(c => c.Finding == PoolFinding.Chosen)?.Detail ?? "No pool of the region has room.";
}

/// <summary>
/// Chooses the pool of a region that a cluster is placed on: of those that have room, the one that is least used once
/// the cluster is there. The same state always gives the same choice.
/// </summary>
public static class Placement
{
    /// <summary>Chooses a pool for a new cluster.</summary>
    /// <param name="region">The region as last heard of.</param>
    /// <param name="book">What is reserved there.</param>
    /// <param name="wish">What is needed.</param>
    public static PlacementDecision Choose(RegionStatus region, PlacementBook book, PlacementWish wish)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wish.Units, 1);
        var looked = region.Places.Select(pool => (Pool: pool, Verdict: Look(region, pool, book, wish))).ToList();
        var chosen = looked
            .Where(l => l.Verdict.Finding == PoolFinding.Fits)
            .Order(Comparer<(PoolCapacity Pool, PoolVerdict)>.Create((a, b) => Compare(a.Pool, b.Pool, book, wish)))
            .Select(l => l.Pool.Name)
            .FirstOrDefault();
        var verdicts = looked.Select(l => l.Verdict.Pool == chosen ? Chosen(l.Verdict, wish) : l.Verdict);
        return new(chosen, [.. verdicts, .. Unreported(region, book)]);
    }

    /// <summary>Looks whether a cluster that is on a pool can have more units there.</summary>
    /// <param name="region">The region as last heard of.</param>
    /// <param name="book">What is reserved there.</param>
    /// <param name="pool">The cluster's pool.</param>
    /// <param name="more">By how many units it grows.</param>
    public static PoolVerdict LookForGrowth(RegionStatus region, PlacementBook book, string pool, int more) =>
        region.Places.FirstOrDefault(p => p.Name == pool) is { } place
            ? Look(region, place, book, new(more, HeadroomPercent: 0), clusters: 0)
            : NotReported(region, book.Of(pool));

    /// <summary>The most units that a new cluster could have in a region now; 0 when there is no room at all.</summary>
    public static int LargestFit(RegionStatus region, PlacementBook book, int headroomPercent) =>
        region
            .Places.Where(p => Look(region, p, book, new(1, headroomPercent)).Finding == PoolFinding.Fits)
            .Select(p => Allowed(p, headroomPercent) - book.Of(p.Name).Units)
            .DefaultIfEmpty(0)
            .Max();

    private static PoolVerdict Look(
        RegionStatus region,
        PoolCapacity pool,
        PlacementBook book,
        PlacementWish wish,
        int clusters = 1
    )
    {
        var use = book.Of(pool.Name);
        var allowed = Allowed(pool, wish.HeadroomPercent);
        var (finding, detail) =
            !pool.Accepting ? (PoolFinding.NotAccepting, "Its region says that nothing new may be placed on it.")
            : wish.Tried.Contains(pool.Name) ? (PoolFinding.FoundFull, "Its region refused this cluster on it.")
            : IsFull(region, pool, use, wish.Units)
                ? (PoolFinding.FoundFull, $"Its region refused a placement on it at {use.FullAt:u}, being full.")
            : use.Clusters + clusters > pool.ClustersMax
                ? (PoolFinding.NoRoomForClusters, $"{use.Clusters} of {pool.ClustersMax} clusters are taken.")
            : (long)use.Units + wish.Units > allowed
                ? (PoolFinding.NoRoomForUnits, $"{wish.Units} units are needed; {use.Units} of {allowed} are taken.")
            : (PoolFinding.Fits, $"It has room: {use.Units} of {allowed} units are taken.");
        return new(pool.Name, finding, detail, use.Clusters, pool.ClustersMax, use.Units, pool.UnitsMax);
    }

    // Lifted by a later heartbeat, if by the region's own count there is room again.
    private static bool IsFull(RegionStatus region, PoolCapacity pool, PoolUse use, int units) =>
        use.FullAt is { } at
        && (
            region.LastHeartbeatAt <= at
            || pool.ClustersUsed >= pool.ClustersMax
            || (long)pool.UnitsUsed + units > pool.UnitsMax
        );

    private static int Allowed(PoolCapacity pool, int headroomPercent) =>
        (int)((long)pool.UnitsMax * (100 - headroomPercent) / 100);

    // The share of its units that is taken once the cluster is there; then that of its clusters; then the name.
    private static int Compare(PoolCapacity a, PoolCapacity b, PlacementBook book, PlacementWish wish)
    {
        var (inA, inB) = (book.Of(a.Name), book.Of(b.Name));
        var byUnits = CompareShares(inA.Units + wish.Units, a.UnitsMax, inB.Units + wish.Units, b.UnitsMax);
        if (byUnits != 0)
            return byUnits;
        var byClusters = CompareShares(inA.Clusters + 1, a.ClustersMax, inB.Clusters + 1, b.ClustersMax);
        return byClusters != 0 ? byClusters : string.CompareOrdinal(a.Name, b.Name);
    }

    private static int CompareShares(long used, long of, long otherUsed, long otherOf) =>
        (used * otherOf).CompareTo(otherUsed * of);

    private static PoolVerdict Chosen(PoolVerdict fits, PlacementWish wish) =>
        fits with
        {
            Finding = PoolFinding.Chosen,
            Detail =
                "Of the pools with room it is the least used with this cluster on it: "
                + $"{fits.UnitsReserved + wish.Units} of {fits.UnitsMax} units.",
        };

    private static IEnumerable<PoolVerdict> Unreported(RegionStatus region, PlacementBook book) =>
        book
            .Pools.Where(u => u.Clusters > 0 && region.Places.All(p => p.Name != u.Name))
            .Select(u => NotReported(region, u));

    private static PoolVerdict NotReported(RegionStatus region, PoolUse use) =>
        new(
            use.Name,
            PoolFinding.NotReported,
            $"{region.Id} does not report it any more: its {use.Clusters} clusters stay, nothing new is placed on it.",
            use.Clusters,
            0,
            use.Units,
            0
        );
}
