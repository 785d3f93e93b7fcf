using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Records;

/// <summary>Decides about a cluster and writes the decision, anew when somebody else was faster.</summary>
public sealed class ClusterEditor(IClusterStore clusters)
{
    /// <summary>
    /// Writes what <paramref name="decide"/> makes of the cluster; nothing when it has nothing to decide.
    /// </summary>
    /// <returns>The cluster as it is now; null when there is none.</returns>
    public Task<Cluster?> EditAsync(
        TenantScope scope,
        ClusterId id,
        Func<Cluster, ClusterDecision?> decide,
        CancellationToken cancellation
    ) =>
        Edits.RunAsync(
            () => clusters.FindAsync(scope, id, cancellation),
            decide,
            (decision, etag) => clusters.SaveAsync(scope, decision, etag, cancellation)
        );
}
