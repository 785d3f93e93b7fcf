using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;

namespace Mothership.Bus.Codecs;

/// <summary>The whole desired state of a cluster, for its region.</summary>
/// <param name="Cluster">The cluster; the message's key.</param>
/// <param name="Organization">Echoed by the report.</param>
/// <param name="Generation">Counts the desired states, from 1.</param>
/// <param name="Region">Who it is for.</param>
/// <param name="Config">Kind and size.</param>
/// <param name="MultiZone">Whether it is spread over zones.</param>
/// <param name="Deleted">Nothing is wanted.</param>
/// <param name="IssuedAt">When it was published, UTC.</param>
/// <param name="Suspended">No compute is wanted, and all data.</param>
public sealed record ClusterCommand(
    ClusterId Cluster,
    OrganizationId Organization,
    long Generation,
    RegionId Region,
    ClusterConfig Config,
    bool MultiZone,
    bool Deleted,
    DateTimeOffset IssuedAt,
    bool Suspended = false
)
{
    /// <summary>The environment that it is in: a region keeps environments apart.</summary>
    public required EnvironmentId Environment { get; init; }

    /// <summary>
    /// Which of the region's Kubernetes clusters it is placed on; empty where the region has no choice.
    /// </summary>
    public string Pool { get; init; } = "";

    /// <summary>
    /// What is wanted of a cluster in its present state. A cluster whose creation failed is wanted gone, so that a
    /// region that was late cleans up what it may have built.
    /// </summary>
    public static ClusterCommand For(Cluster cluster, DateTimeOffset now) =>
        new(
            cluster.Id,
            cluster.Organization,
            cluster.Generation,
            cluster.Region,
            cluster.Config,
            ClusterSizes.IsMultiZone(cluster.Availability),
            cluster.IsDeleting || cluster.Phase == ClusterPhase.Failed,
            now,
            cluster.Suspension is not null
        )
        {
            Environment = cluster.Environment,
            Pool = cluster.Pool ?? "",
        };
}
