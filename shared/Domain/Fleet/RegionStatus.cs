namespace Mothership.Domain.Fleet;

/// <summary>What the mothership knows of a region, all of it from the region's heartbeats.</summary>
/// <param name="Id">Cloud and region.</param>
/// <param name="Incarnation">Changes when the region's app starts anew; a new one has to be sent its desired state
/// again.</param>
/// <param name="FirstSeenAt">When it registered itself.</param>
/// <param name="LastHeartbeatAt">When it was last heard of, by the mothership's clock.</param>
/// <param name="Capacity">What it can take.</param>
/// <param name="Operator">The kind of operator that runs its clusters: <c>embedded</c>, <c>strimzi</c>.</param>
/// <param name="Version">The version of its app.</param>
public sealed record RegionStatus(
    RegionId Id,
    string Incarnation,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastHeartbeatAt,
    RegionCapacity Capacity,
    string Operator,
    string Version
)
{
    /// <summary>Its Kubernetes clusters as it reports them; none where it has no choice.</summary>
    // Rows of regions that were heard of before there were pools have none, not even an empty list.
    public IReadOnlyList<PoolCapacity> Pools
    {
        get => field ?? [];
        init;
    } = [];

    /// <summary>
    /// What clusters are placed on: its pools in the order of their names, or all of it as one pool without a name.
    /// </summary>
    public IReadOnlyList<PoolCapacity> Places =>
        Pools.Count > 0 ? [.. Pools.OrderBy(p => p.Name, StringComparer.Ordinal)] : [Capacity.AsPool()];

    /// <summary>Healthy means: heard of within <paramref name="silence"/>.</summary>
    public bool IsHealthy(DateTimeOffset now, TimeSpan silence) => now - LastHeartbeatAt <= silence;
}

/// <summary>How many clusters and capacity units (CKU or eCKU) a region can hold, and holds now.</summary>
public sealed record RegionCapacity(int ClustersMax, int ClustersUsed, int UnitsMax, int UnitsUsed)
{
    /// <summary>The region as one pool without a name.</summary>
    public PoolCapacity AsPool() => new("", ClustersMax, ClustersUsed, UnitsMax, UnitsUsed, Accepting: true);
}
