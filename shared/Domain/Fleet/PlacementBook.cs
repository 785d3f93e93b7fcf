namespace Mothership.Domain.Fleet;

/// <summary>
/// What is reserved on the pools of one region: the sums of all its <see cref="Reservation"/>s, changed in the same
/// transaction as they are. By it alone room is judged: the regions' own counts lag behind.
/// </summary>
public sealed record PlacementBook
{
    /// <summary>A region on which nothing was ever placed.</summary>
    public static PlacementBook Empty { get; } = new();

    /// <summary>The pools that something is reserved on, or that were found full.</summary>
    public IReadOnlyList<PoolUse> Pools { get; init; } = [];

    /// <summary>What is reserved on a pool.</summary>
    public PoolUse Of(string pool) => Pools.FirstOrDefault(p => p.Name == pool) ?? new(pool, 0, 0);

    /// <summary>Counts so many clusters and units more, or less, on a pool.</summary>
    /// <exception cref="InvalidOperationException">There would be less than nothing.</exception>
    public PlacementBook Count(string pool, int clusters, int units)
    {
        var use = Of(pool);
        var next = use with { Clusters = use.Clusters + clusters, Units = use.Units + units };
        if (next.Clusters < 0 || next.Units < 0)
            throw new InvalidOperationException(
                $"Pool '{pool}' would have {next.Clusters} clusters, {next.Units} units."
            );
        return With(next);
    }

    /// <summary>Notes that a region refused a placement because the pool is full.</summary>
    public PlacementBook Fill(string pool, DateTimeOffset at) => With(Of(pool) with { FullAt = at });

    private PlacementBook With(PoolUse use)
    {
        var others = Pools.Where(p => p.Name != use.Name);
        var isWorthARow = use is not { Clusters: 0, Units: 0, FullAt: null };
        return this with
        {
            Pools = [.. others.Concat(isWorthARow ? [use] : []).OrderBy(p => p.Name, StringComparer.Ordinal)],
        };
    }
}

/// <summary>What is reserved on one pool.</summary>
/// <param name="Name">The pool; empty where the region has no choice.</param>
/// <param name="Clusters">How many clusters.</param>
/// <param name="Units">Their capacity units.</param>
/// <param name="FullAt">When its region last refused a placement there; null when it never did.</param>
public sealed record PoolUse(string Name, int Clusters, int Units, DateTimeOffset? FullAt = null);
