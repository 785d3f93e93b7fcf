using Mothership.Domain.Clusters;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Converging;

/// <summary>
/// Clusters that are to go and whose notes somebody has deleted; what was built for them is to go all the same.
/// </summary>
internal sealed class LostClusters(PoolWorker worker)
{
    /// <summary>Takes one back, in order to delete it; null when nothing of it is to be found.</summary>
    public async Task<Kept?> FindAsync(string clusterId, long generation, CancellationToken cancellation)
    {
        (KubeKind, string)[] traces =
        [
            (KubeKind.Kafka, $"{KubeNames.Ours},{KubeNames.Cluster}={clusterId}"),
            (KubeKind.KafkaNodePool, KubeNames.OfKafka(clusterId)),
            (KubeKind.VolumeClaim, KubeNames.OfKafka(clusterId)),
        ];
        foreach (var (kind, labels) in traces)
        {
            var found = await worker.Pool.Objects.ListAsync(kind, null, labels, cancellation).ConfigureAwait(false);
            foreach (var trace in found.Items)
                if (await IntentAsync(trace, clusterId, generation, cancellation).ConfigureAwait(false) is { } intent)
                    return await TakeBackAsync(intent, cancellation).ConfigureAwait(false);
        }
        return null;
    }

    private async Task<Kept?> TakeBackAsync(ClusterIntent intent, CancellationToken cancellation) =>
        await worker.AdoptAsync(intent, cancellation).ConfigureAwait(false)
        ?? await worker.Intents.FindAsync(intent.ClusterId, cancellation).ConfigureAwait(false);

    // Only in a namespace of ours: whoever runs Kafka with Strimzi beside us may name it as he likes.
    private async Task<ClusterIntent?> IntentAsync(
        KubeObject trace,
        string clusterId,
        long generation,
        CancellationToken cancellation
    )
    {
        if (ClusterIntent.Of(trace) is { } noted && noted.ClusterId == clusterId)
            return noted;
        var home = await worker
            .Pool.Objects.FindAsync(KubeKind.Namespace, null, trace.Namespace!, cancellation)
            .ConfigureAwait(false);
        if (home?.Label(KubeNames.ManagedBy) != KubeNames.FieldManager)
            return null;
        if (home.Label(KubeNames.Environment) is not { } environment)
            return null;
        return new()
        {
            ClusterId = clusterId,
            Generation = generation,
            Config = new(ClusterKind.Basic, 1),
            MultiZone = false,
            Suspended = false,
            Organization = home.Label(KubeNames.Organization) ?? "",
            Environment = environment,
            Deleted = true,
        };
    }
}
