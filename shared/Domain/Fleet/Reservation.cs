using Mothership.Domain.Ids;

namespace Mothership.Domain.Fleet;

/// <summary>
/// The room that a cluster has on a pool: written before the cluster, given back after it. Changed only by <see
/// cref="Reservations"/>.
/// </summary>
public sealed record Reservation
{
    /// <summary>Whose room it is.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Who owns the cluster.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>Where it runs.</summary>
    public required RegionId Region { get; init; }

    /// <summary>The pool; empty where the region has no choice.</summary>
    public required string Pool { get; init; }

    /// <summary>Capacity units: of a cluster that is being resized, the larger of both sizes.</summary>
    public required int Units { get; init; }

    /// <summary>
    /// The generation of the cluster that it was last claimed for. Until the cluster has come to it, nothing is given
    /// back but by who has claimed it, or when the claim is so old that its maker can't be about to write the cluster.
    /// </summary>
    public required long Generation { get; init; }

    /// <summary>When it was last claimed.</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>When it was first made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why it is on this pool.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The pools that were looked at when it was placed, with what was found.</summary>
    public IReadOnlyList<PoolVerdict> Considered { get; init; } = [];

    /// <summary>How it came to be on this pool, if it was on others before; the oldest first.</summary>
    public IReadOnlyList<PlacementMove> Moves { get; init; } = [];
}

/// <summary>A cluster was placed on another pool.</summary>
/// <param name="At">When.</param>
/// <param name="From">The pool before.</param>
/// <param name="To">The pool after.</param>
/// <param name="Reason">Why.</param>
public sealed record PlacementMove(DateTimeOffset At, string From, string To, string Reason);

/// <summary>What was found about a pool.</summary>
public enum PoolFinding
{
    /// <summary>The cluster is placed there.</summary>
    Chosen,

    /// <summary>It has room, and another one suits better.</summary>
    Fits,

    /// <summary>Its region says that nothing new may be placed there.</summary>
    NotAccepting,

    /// <summary>Its region has refused a placement there, and has not shown since that there is room.</summary>
    FoundFull,

    /// <summary>There is no room for another cluster.</summary>
    NoRoomForClusters,

    /// <summary>There is no room for so many units.</summary>
    NoRoomForUnits,

    /// <summary>Its region does not report it any more.</summary>
    NotReported,
}

/// <summary>A pool as it was looked at for a placement.</summary>
/// <param name="Pool">Its name.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Detail">The same for people, with the figures.</param>
/// <param name="ClustersReserved">Clusters on it before.</param>
/// <param name="ClustersMax">How many it holds.</param>
/// <param name="UnitsReserved">Units on it before.</param>
/// <param name="UnitsMax">How many it holds.</param>
public sealed record PoolVerdict(
    string Pool,
    PoolFinding Finding,
    string Detail,
    int ClustersReserved,
    int ClustersMax,
    int UnitsReserved,
    int UnitsMax
);
