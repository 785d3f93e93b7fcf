using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Records;

/// <summary>Decides about a cluster and writes the decision, anew when somebody else was faster.</summary>
public sealed class ClusterEditor(IClusterStore clusters)
{
    private const int MaxCollisions = 20;

    /// <summary>
    /// Writes what <paramref name="decide"/> makes of the cluster; nothing when it has nothing to decide.
    /// </summary>
    /// <returns>The cluster as it is now; null when there is none.</returns>
    public async Task<Cluster?> EditAsync(
        TenantScope scope,
        ClusterId id,
        Func<Cluster, ClusterDecision?> decide,
        CancellationToken cancellation
    )
    {
        for (var collisions = 0; ; collisions++)
        {
            if (await clusters.FindAsync(scope, id, cancellation) is not { } stored)
                return null;
            if (decide(stored.Value) is not { } decision)
                return stored.Value;
            try
            {
                return (await clusters.SaveAsync(scope, decision, stored.ETag, cancellation)).Value;
            }
            catch (StaleWriteException) when (collisions < MaxCollisions) { }
        }
    }
}
