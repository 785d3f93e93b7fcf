using Mothership.Domain.Clusters;
using Mothership.Regions;

namespace Kube.Tests.Operator;

/// <summary>What tests want of clusters.</summary>
internal static class Wishes
{
    public const string Environment = "env-one";

    public static DesiredCluster Cluster(
        string id,
        long generation = 1,
        ClusterKind kind = ClusterKind.Basic,
        int size = 1,
        bool multiZone = false,
        bool suspended = false,
        string environment = Environment,
        string pool = ""
    ) =>
        new(id, generation, new(kind, size), multiZone, suspended)
        {
            Organization = "org-one",
            Environment = environment,
            Pool = pool,
        };
}
