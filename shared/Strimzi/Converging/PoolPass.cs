using Microsoft.Extensions.Logging;
using Mothership.Regions;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Converging;

/// <summary>
/// One look at everything in a Kubernetes cluster: repairs what differs, goes on with what takes several steps, takes
/// back what was forgotten, and clears away what belongs to nobody.
/// </summary>
internal sealed class PoolPass(PoolWorker worker, ILogger logger)
{
    // A new rendering changes all clusters; not all of them shall restart in the same minute.
    private const int RepairsOfOnePass = 100;

    /// <summary>How many writes the last pass took.</summary>
    public int Writes { get; private set; }

    public async Task<IReadOnlyList<OperatedCluster>> RunAsync(CancellationToken cancellation)
    {
        Writes = 0;
        var live = await worker.ReadAllAsync(cancellation).ConfigureAwait(false);
        // Later than the objects: whatever is newer than them has its intent in this list.
        var kept = (await worker.Intents.ListAsync(null, cancellation).ConfigureAwait(false)).ToList();
        var departures = await worker.Departed.ListAsync(cancellation).ConfigureAwait(false);
        kept.AddRange(await AdoptAsync(kept, departures, live, cancellation).ConfigureAwait(false));
        var seen = new List<OperatedCluster>(kept.Count);
        foreach (var one in kept)
            seen.Add(await OneAsync(one, live, cancellation).ConfigureAwait(false));
        var leftovers = new PoolLeftovers(worker, logger);
        await leftovers.ClearAsync(departures, live, cancellation).ConfigureAwait(false);
        Writes += leftovers.Writes;
        await ClearAsync(kept, live, cancellation).ConfigureAwait(false);
        return seen;
    }

    private async Task<OperatedCluster> OneAsync(Kept kept, LiveObjects live, CancellationToken cancellation)
    {
        try
        {
            if (Writes >= RepairsOfOnePass)
                return await worker.LookAsync(kept, live, cancellation).ConfigureAwait(false);
            var converged = await worker.ConvergeAsync(kept, live, cancellation).ConfigureAwait(false);
            Writes += converged.Writes;
            return converged.Seen;
        }
        catch (KubeException e) when (e.Fault != KubeFault.Unauthorized)
        {
            // The others go on; this one is tried again in the next pass.
            logger.LogWarning(e, "{Cluster} is not as wanted", kept.Intent.ClusterId);
            return ClusterState.Building(kept.Intent, ClusterState.Unreachable);
        }
    }

    // Somebody deleted the region's note of a cluster that is still there: its Kafka object knows what was wanted.
    private async Task<IReadOnlyList<Kept>> AdoptAsync(
        List<Kept> kept,
        IReadOnlyList<Departure> departures,
        LiveObjects live,
        CancellationToken cancellation
    )
    {
        // What another worker wrote of a cluster that went meanwhile is not one that was forgotten.
        var known = kept.Select(k => k.Intent)
            .Concat(departures.Select(d => d.Intent))
            .Select(i => i.ClusterId)
            .ToHashSet(StringComparer.Ordinal);
        var adopted = new List<Kept>();
        foreach (var kafka in live.Of(KubeKind.Kafka).Where(k => !k.IsDeleting && !known.Contains(k.Name)))
        {
            if (ClusterIntent.Of(kafka) is not { } intent || intent.ClusterId != kafka.Name || intent.Deleted)
            {
                logger.LogError("{Kafka} bears our label, and nobody knows what it is to be; it is left alone", kafka);
                continue;
            }
            logger.LogWarning("{Kafka} is taken back", kafka);
            var back = await worker.AdoptAsync(intent, cancellation).ConfigureAwait(false);
            if (back is null)
                continue;
            adopted.Add(back);
            Writes++;
        }
        return adopted;
    }

    private async Task ClearAsync(List<Kept> kept, LiveObjects live, CancellationToken cancellation)
    {
        var clusters = kept.Select(k => (k.Intent.ClusterId, k.Intent.Namespace)).ToHashSet();
        var spaces = kept.Select(k => k.Intent.Namespace).ToHashSet(StringComparer.Ordinal);
        foreach (var kafka in live.Of(KubeKind.Kafka))
        {
            clusters.Add((kafka.Name, kafka.Namespace ?? ""));
            spaces.Add(kafka.Namespace ?? "");
        }
        foreach (var orphan in Orphans(clusters, live))
        {
            logger.LogWarning("{Object} is of a cluster that nobody wants", orphan);
            Writes++;
            await worker
                .Pool.Objects.DeleteAsync(orphan.Kind, orphan.Namespace, orphan.Name, cancellation)
                .ConfigureAwait(false);
        }
        foreach (var empty in live.Of(KubeKind.Namespace).Where(n => !n.IsDeleting && !spaces.Contains(n.Name)))
            await ClearAsync(empty, cancellation).ConfigureAwait(false);
    }

    private static IEnumerable<KubeObject> Orphans(HashSet<(string, string)> clusters, LiveObjects live) =>
        ((KubeKind[])[KubeKind.KafkaNodePool, KubeKind.KafkaUser, KubeKind.NetworkPolicy])
            .SelectMany(live.Of)
            .Where(o =>
                !o.IsDeleting && o.Label(KubeNames.Cluster) is { } id && !clusters.Contains((id, o.Namespace ?? ""))
            );

    // Never one that still has somebody's data.
    private async Task ClearAsync(KubeObject home, CancellationToken cancellation)
    {
        if (home.Label(KubeNames.Environment) is null)
            return;
        foreach (var kind in (KubeKind[])[KubeKind.VolumeClaim, KubeKind.Deployment])
        {
            var left = await worker.Pool.Objects.ListAsync(kind, home.Name, null, cancellation).ConfigureAwait(false);
            if (left.Items.Count > 0)
                return;
        }
        // A cluster may have been told of since.
        var environment = home.Label(KubeNames.Environment);
        if ((await worker.Intents.ListAsync(environment, cancellation).ConfigureAwait(false)).Count > 0)
            return;
        logger.LogWarning("{Namespace} is of an environment without clusters", home);
        Writes++;
        await worker.Pool.Objects.DeleteAsync(home.Kind, null, home.Name, cancellation).ConfigureAwait(false);
    }
}
