using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Standing;

/// <summary>The quotas of clusters and their refusals.</summary>
internal static class ClusterQuotas
{
    /// <summary>Refuses one more cluster than the quotas allow.</summary>
    public static void Demand(Usage environment, Usage organization, ClusterQuota quota)
    {
        environment.Demand(Usage.Clusters, quota.PerEnvironment, "kafka_clusters_per_environment");
        organization.Demand(Usage.Clusters, quota.PerOrganization, "kafka_clusters_per_org");
    }

    public static MothershipException NoEnvironment(EnvironmentId id) =>
        new(ErrorKind.NotFound, "resource_not_found", $"Environment {id} does not exist.", "/spec/environment/id");
}
