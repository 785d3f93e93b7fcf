using System.Text.Json.Nodes;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Converging;

/// <summary>
/// Takes a cluster away with everything that was built for it. Each stage begins when the API server says of all of the
/// stage before that it is not there; the intent goes last, so that whoever is interrupted begins again. For one run.
/// </summary>
internal sealed class ClusterDeletion(IKubeObjects objects, Intents intents, Departed departed)
{
    // Users and topics are held by operators that go with the cluster, so they are let go first.
    private static readonly KubeKind[][] Stages =
    [
        [KubeKind.KafkaConnector, KubeKind.KafkaConnect],
        [KubeKind.KafkaTopic, KubeKind.KafkaUser, KubeKind.Kafka, KubeKind.KafkaNodePool],
        [KubeKind.StrimziPodSet, KubeKind.Deployment],
        [KubeKind.VolumeClaim, KubeKind.Secret, KubeKind.ConfigMap, KubeKind.Service, KubeKind.NetworkPolicy],
    ];

    private static readonly HashSet<KubeKind> HeldByTheirOperators = [KubeKind.KafkaTopic, KubeKind.KafkaUser];

    /// <summary>How many writes it took so far.</summary>
    public int Writes { get; private set; }

    /// <summary>As far as it gets without waiting.</summary>
    /// <returns>Whether nothing is left.</returns>
    public async Task<bool> ContinueAsync(ClusterIntent intent, CancellationToken cancellation)
    {
        var home = await objects
            .FindAsync(KubeKind.Namespace, null, intent.Namespace, cancellation)
            .ConfigureAwait(false);
        if (home is not null && !await IsGoneAsync(intent, home, cancellation).ConfigureAwait(false))
            return false;
        // In this order: at no moment is it a cluster that nobody knows of.
        Writes += 2;
        await departed.NoteAsync(intent, cancellation).ConfigureAwait(false);
        await intents.RemoveAsync(intent.ClusterId, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Takes away what was written for a cluster after it was gone, as far as it gets without waiting.
    /// </summary>
    /// <returns>Whether nothing is left.</returns>
    public async Task<bool> ClearAsync(ClusterIntent intent, CancellationToken cancellation)
    {
        foreach (var stage in Stages)
            if (!await IsGoneAsync(intent, stage, cancellation).ConfigureAwait(false))
                return false;
        return true;
    }

    private async Task<bool> IsGoneAsync(ClusterIntent intent, KubeObject home, CancellationToken cancellation)
    {
        if (!await ClearAsync(intent, cancellation).ConfigureAwait(false))
            return false;
        var others = await intents.ListAsync(intent.Environment, cancellation).ConfigureAwait(false);
        if (others.Any(o => o.Intent.ClusterId != intent.ClusterId && !o.Intent.Deleted))
            return true;
        if (await HasServicesAsync(intent.Namespace, cancellation).ConfigureAwait(false))
            return true;
        if (home.IsDeleting)
            return false;
        Writes++;
        return await objects.DeleteAsync(KubeKind.Namespace, null, home.Name, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> IsGoneAsync(ClusterIntent intent, KubeKind[] stage, CancellationToken cancellation)
    {
        foreach (var kind in stage)
        foreach (var found in await OfAsync(kind, intent, cancellation).ConfigureAwait(false))
            await LetGoAsync(found, cancellation).ConfigureAwait(false);
        foreach (var kind in stage)
            if ((await OfAsync(kind, intent, cancellation).ConfigureAwait(false)).Count > 0)
                return false;
        return true;
    }

    private async Task LetGoAsync(KubeObject found, CancellationToken cancellation)
    {
        try
        {
            await ReleaseAsync(found, cancellation).ConfigureAwait(false);
        }
        catch (KubeException e) when (e.Fault == KubeFault.Missing)
        {
            // It went in between.
        }
    }

    private async Task ReleaseAsync(KubeObject found, CancellationToken cancellation)
    {
        if (HeldByTheirOperators.Contains(found.Kind) && found.At("metadata", "finalizers") is JsonArray { Count: > 0 })
        {
            Writes++;
            var none = new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } };
            await objects.MergeAsync(found.Kind, found.Namespace, found.Name, none, cancellation).ConfigureAwait(false);
        }
        if (found.IsDeleting)
            return;
        Writes++;
        await objects.DeleteAsync(found.Kind, found.Namespace, found.Name, cancellation).ConfigureAwait(false);
    }

    // By our label and by Strimzi's: what it has made has only its own.
    private async Task<IReadOnlyList<KubeObject>> OfAsync(
        KubeKind kind,
        ClusterIntent intent,
        CancellationToken cancellation
    )
    {
        var strimzis = await ListAsync(kind, intent, KubeNames.OfKafka(intent.ClusterId), cancellation)
            .ConfigureAwait(false);
        var ours = await ListAsync(kind, intent, $"{KubeNames.Cluster}={intent.ClusterId}", cancellation)
            .ConfigureAwait(false);
        return [.. strimzis.Concat(ours).DistinctBy(o => o.Name)];
    }

    private async Task<IReadOnlyList<KubeObject>> ListAsync(
        KubeKind kind,
        ClusterIntent intent,
        string labels,
        CancellationToken cancellation
    )
    {
        try
        {
            var list = await objects.ListAsync(kind, intent.Namespace, labels, cancellation).ConfigureAwait(false);
            return list.Items;
        }
        catch (KubeException e) when (e.Fault == KubeFault.Missing)
        {
            // A kind that is not installed has no objects.
            return [];
        }
    }

    private async Task<bool> HasServicesAsync(string @namespace, CancellationToken cancellation)
    {
        foreach (var kind in (KubeKind[])[KubeKind.Deployment, KubeKind.VolumeClaim])
        {
            var labels = $"{KubeNames.Ours},{KubeNames.Service}";
            var found = await objects.ListAsync(kind, @namespace, labels, cancellation).ConfigureAwait(false);
            if (found.Items.Count > 0)
                return true;
        }
        return false;
    }
}
