using Mothership.Domain.Clusters;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>
/// What a size means on an embedded broker: each capacity unit is a broker node, from three nodes where there are
/// several zones, up to <see cref="MaxNodes"/>. The number of nodes is what clients see in the cluster's metadata, and
/// the most replicas that a topic has.
/// </summary>
public static class EmbeddedSizing
{
    /// <summary>The most nodes of one cluster, however large.</summary>
    public const int MaxNodes = 12;

    private const int Zones = 3;

    /// <summary>How many nodes a cluster of this size has.</summary>
    public static int Nodes(ClusterConfig config, bool multiZone) =>
        Math.Clamp(config.Size, multiZone ? Zones : 1, MaxNodes);
}
