using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Rendering;

/// <summary>From what is wanted of a cluster to all its objects. Pure.</summary>
public static class ClusterRenderer
{
    /// <summary>Everything, in the order of its making: Strimzi begins at the Kafka object and needs the nodes
    /// then.</summary>
    public static IReadOnlyList<KubeObject> Render(
        ClusterIntent intent,
        KafkaRollout rollout,
        StrimziSettings settings
    ) =>
        [
            EnvironmentRenderer.Listeners(intent),
            .. NodePoolRenderer.Pools(intent, settings),
            KafkaRenderer.Kafka(intent, rollout, settings),
            KafkaRenderer.Admin(intent),
        ];
}
