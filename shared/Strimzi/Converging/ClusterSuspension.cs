using Mothership.Regions;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Converging;

/// <summary>
/// Takes a cluster's compute away and leaves its volumes. Strimzi allows no node pool to be empty, so it is told to
/// leave the cluster alone; once it says that it does, the pods' sets are deleted, and their pods go with them.
/// </summary>
internal sealed class ClusterSuspension(IKubeObjects objects)
{
    private static readonly KubeKind[] Compute = [KubeKind.StrimziPodSet, KubeKind.Deployment];

    /// <summary>One step, or none when it is stopped.</summary>
    public async Task<OperatedCluster> StopAsync(ClusterIntent intent, LiveObjects live, CancellationToken cancellation)
    {
        var kafka = live.Find(KubeKind.Kafka, intent.Namespace, intent.ClusterId);
        if (kafka is null || !ClusterConditions.IsPaused(kafka))
            return ClusterState.Building(intent, ClusterState.Stopping);
        var running = 0;
        foreach (var kind in Compute)
        foreach (var found in await OfAsync(kind, intent, cancellation).ConfigureAwait(false))
        {
            running++;
            if (!found.IsDeleting)
                await objects.DeleteAsync(kind, found.Namespace, found.Name, cancellation).ConfigureAwait(false);
        }
        return running == 0 && !await HasPodsAsync(intent, cancellation).ConfigureAwait(false)
            ? ClusterState.Ready(intent, ClusterState.Fallback(intent))
            : ClusterState.Building(intent, ClusterState.Stopping);
    }

    /// <summary>Reads whether it is stopped.</summary>
    public async Task<OperatedCluster> LookAsync(ClusterIntent intent, LiveObjects live, CancellationToken cancellation)
    {
        var kafka = live.Find(KubeKind.Kafka, intent.Namespace, intent.ClusterId);
        var isStopped =
            kafka is not null
            && ClusterConditions.IsPaused(kafka)
            && kafka.Annotation(KafkaRenderer.Pause) == "true"
            && (await OfAsync(KubeKind.StrimziPodSet, intent, cancellation).ConfigureAwait(false)).Count == 0
            && !await HasPodsAsync(intent, cancellation).ConfigureAwait(false);
        return isStopped
            ? ClusterState.Ready(intent, ClusterState.Fallback(intent))
            : ClusterState.Building(intent, ClusterState.Stopping);
    }

    private async Task<bool> HasPodsAsync(ClusterIntent intent, CancellationToken cancellation) =>
        (await OfAsync(KubeKind.Pod, intent, cancellation).ConfigureAwait(false)).Count > 0;

    private async Task<IReadOnlyList<KubeObject>> OfAsync(
        KubeKind kind,
        ClusterIntent intent,
        CancellationToken cancellation
    )
    {
        var labels = KubeNames.OfKafka(intent.ClusterId);
        return (await objects.ListAsync(kind, intent.Namespace, labels, cancellation).ConfigureAwait(false)).Items;
    }
}
