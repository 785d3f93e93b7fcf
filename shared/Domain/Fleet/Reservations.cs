using Mothership.Domain.Clusters;

namespace Mothership.Domain.Fleet;

/// <summary>What becomes of a region's book and of one reservation in it.</summary>
/// <param name="Book">The book, to be written on the condition that it is what was decided on.</param>
/// <param name="Reservation">The reservation; null when there is none any more.</param>
/// <param name="Refusal">Why nothing was reserved; null when it was, or nothing had to be.</param>
public sealed record PlacementChange(
    PlacementBook Book,
    Reservation? Reservation,
    IReadOnlyList<PoolVerdict>? Refusal = null
);

/// <summary>
/// All decisions about reservations. Pure: book, reservation and cluster in, next book and reservation out. Repeating
/// one changes nothing but the time of a claim.
/// </summary>
public static class Reservations
{
    private const int MaxMoves = Limits.PoolsPerRegion;

    /// <summary>
    /// How old a claim is that nobody can be about to write the cluster for which it was made.
    /// </summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The units that a cluster needs as long as it is there: while it is resized, the larger of both.
    /// </summary>
    public static int UnitsOf(Cluster cluster) => Math.Max(cluster.Config.Size, cluster.AppliedConfig?.Size ?? 0);

    /// <summary>The pool of a cluster, and of all services around it; empty where its region has no choice.</summary>
    public static string PoolOf(Cluster? cluster) => cluster?.Pool ?? "";

    /// <summary>
    /// Whether a cluster takes room: one that has failed to be created does not, one that is going does.
    /// </summary>
    public static bool TakesRoom(Cluster cluster) => cluster.IsDeleting || cluster.Phase != ClusterPhase.Failed;

    /// <summary>Places a new cluster. One that is placed already stays where it is, and is claimed anew.</summary>
    public static PlacementChange Place(
        RegionStatus region,
        PlacementBook book,
        Reservation? held,
        Cluster cluster,
        int headroomPercent,
        DateTimeOffset now
    )
    {
        if (held is not null)
            return new(book, held with { ClaimedAt = now });
        var decision = Placement.Choose(region, book, new(cluster.Config.Size, headroomPercent));
        if (decision.Pool is not { } pool)
            return new(book, null, decision.Considered);
        var made = Of(cluster, pool, now) with { Reason = decision.Reason, Considered = decision.Considered };
        return new(book.Count(pool, +1, made.Units), made);
    }

    /// <summary>Claims the room for a cluster's next generation, which is larger.</summary>
    /// <param name="region">The region.</param>
    /// <param name="book">Its book.</param>
    /// <param name="held">What the cluster has.</param>
    /// <param name="cluster">The cluster as it would be written.</param>
    /// <param name="now">The present.</param>
    public static PlacementChange Grow(
        RegionStatus region,
        PlacementBook book,
        Reservation? held,
        Cluster cluster,
        DateTimeOffset now
    )
    {
        var before = held ?? Of(cluster, PoolOf(cluster), now) with { Units = 0 };
        var more = Math.Max(UnitsOf(cluster) - before.Units, 0);
        var verdict = Placement.LookForGrowth(region, book, before.Pool, Math.Max(more, 1));
        if (more > 0 && verdict.Finding != PoolFinding.Fits)
            return new(book, held, [verdict]);
        var next = before with { Units = before.Units + more, Generation = cluster.Generation, ClaimedAt = now };
        return new(book.Count(next.Pool, held is null ? 1 : 0, more), next);
    }

    /// <summary>
    /// Places a cluster that is not ready yet on another pool, because its region has found the present one full.
    /// </summary>
    /// <param name="region">The region.</param>
    /// <param name="book">Its book.</param>
    /// <param name="held">What the cluster has.</param>
    /// <param name="cluster">The cluster as its region refused it.</param>
    /// <param name="headroomPercent">What new clusters leave free.</param>
    /// <param name="cause">What the region said.</param>
    /// <param name="now">The present.</param>
    /// <returns>Its reservation is on another pool, under the cluster's next generation; or there is a
    /// refusal.</returns>
    public static PlacementChange Move(
        RegionStatus region,
        PlacementBook book,
        Reservation? held,
        Cluster cluster,
        int headroomPercent,
        string cause,
        DateTimeOffset now
    )
    {
        var from = PoolOf(cluster);
        if (held is not null && held.Generation == cluster.Generation + 1 && held.Pool != from)
            return new(book, held with { ClaimedAt = now });
        var full = book.Fill(from, now);
        var wish = new PlacementWish(cluster.Config.Size, headroomPercent)
        {
            Tried = [from, .. held?.Moves.Select(m => m.From) ?? []],
        };
        var decision = Placement.Choose(region, full, wish);
        if (decision.Pool is not { } to)
            return new(full, held, decision.Considered);
        var freed = held is null ? full : full.Count(held.Pool, -1, -held.Units);
        var moved = (held ?? Of(cluster, to, now)) with
        {
            Pool = to,
            Units = UnitsOf(cluster),
            Generation = cluster.Generation + 1,
            ClaimedAt = now,
            Reason = decision.Reason,
            Considered = decision.Considered,
            Moves = [.. (held?.Moves ?? []).TakeLast(MaxMoves - 1), new(now, from, to, cause)],
        };
        return new(freed.Count(to, +1, moved.Units), moved);
    }

    /// <summary>Notes that a region has refused something on a cluster's pool because the pool is full.</summary>
    public static PlacementChange Fill(PlacementBook book, Reservation? held, Cluster cluster, DateTimeOffset now) =>
        new(book.Fill(held?.Pool ?? PoolOf(cluster), now), held);

    /// <summary>
    /// Brings a reservation to what its cluster needs: gives back what it does not need any more, and takes what it has
    /// without a reservation, whether there is room or not.
    /// </summary>
    /// <param name="book">The region's book.</param>
    /// <param name="held">What is reserved for the cluster.</param>
    /// <param name="cluster">The cluster, read after the reservation; null when there is none.</param>
    /// <param name="now">The present.</param>
    public static PlacementChange Settle(PlacementBook book, Reservation? held, Cluster? cluster, DateTimeOffset now)
    {
        if (held is null)
            return cluster is null || cluster.IsDeleting || !TakesRoom(cluster)
                ? new(book, null)
                : Adopt(book, cluster, now);
        var isClaimed = now - held.ClaimedAt < Grace && (cluster?.Generation ?? 0) < held.Generation;
        if (isClaimed)
            return new(book, held);
        if (cluster is null || !TakesRoom(cluster))
            return Release(book, held);
        var (pool, units) = (PoolOf(cluster), UnitsOf(cluster));
        if (held.Pool == pool && held.Units == units)
            return new(book, held);
        var next = held with { Pool = pool, Units = units, Generation = cluster.Generation };
        return new(book.Count(held.Pool, -1, -held.Units).Count(pool, +1, units), next);
    }

    /// <summary>Whether <see cref="Settle"/> has nothing to do.</summary>
    public static bool IsSettled(Reservation? held, Cluster? cluster, DateTimeOffset now)
    {
        var book = held is null ? PlacementBook.Empty : PlacementBook.Empty.Count(held.Pool, +1, held.Units);
        return ReferenceEquals(Settle(book, held, cluster, now).Reservation, held);
    }

    /// <summary>Gives all of it back.</summary>
    public static PlacementChange Release(PlacementBook book, Reservation? held) =>
        held is null ? new(book, null) : new(book.Count(held.Pool, -1, -held.Units), null);

    /// <summary>Makes it what it was before a claim that came to nothing.</summary>
    /// <param name="book">The region's book.</param>
    /// <param name="held">The reservation with the claim.</param>
    /// <param name="before">The reservation before it; null when there was none.</param>
    public static PlacementChange Withdraw(PlacementBook book, Reservation held, Reservation? before) =>
        before is null
            ? Release(book, held)
            : new(book.Count(held.Pool, -1, -held.Units).Count(before.Pool, +1, before.Units), before);

    private static PlacementChange Adopt(PlacementBook book, Cluster cluster, DateTimeOffset now)
    {
        const string reason = "It was there before there were reservations, or its own was lost.";
        var made = Of(cluster, PoolOf(cluster), now) with { Reason = reason };
        return new(book.Count(made.Pool, +1, made.Units), made);
    }

    private static Reservation Of(Cluster cluster, string pool, DateTimeOffset now) =>
        new()
        {
            Cluster = cluster.Id,
            Organization = cluster.Organization,
            Region = cluster.Region,
            Pool = pool,
            Units = UnitsOf(cluster),
            Generation = cluster.Generation,
            ClaimedAt = now,
            CreatedAt = now,
        };
}
