namespace Mothership.Domain.Fleet;

/// <summary>
/// One of a region's Kubernetes clusters, and what there is room for on it. A region that has no choice is one pool
/// without a name.
/// </summary>
/// <param name="Name">The region's own name for it; empty where there is no choice.</param>
/// <param name="ClustersMax">How many clusters it can hold.</param>
/// <param name="ClustersUsed">How many it holds, by the region's own count.</param>
/// <param name="UnitsMax">How many capacity units (CKU or eCKU) it can hold.</param>
/// <param name="UnitsUsed">How many it holds, by the region's own count.</param>
/// <param name="Accepting">Whether anything new may be placed on it; what is there stays in any case.</param>
public sealed record PoolCapacity(
    string Name,
    int ClustersMax,
    int ClustersUsed,
    int UnitsMax,
    int UnitsUsed,
    bool Accepting
);
