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
    /// <summary>Healthy means: heard of within <paramref name="silence"/>.</summary>
    public bool IsHealthy(DateTimeOffset now, TimeSpan silence) => now - LastHeartbeatAt <= silence;
}

/// <summary>How many clusters and capacity units (CKU or eCKU) a region can hold, and holds now.</summary>
public sealed record RegionCapacity(int ClustersMax, int ClustersUsed, int UnitsMax, int UnitsUsed);
