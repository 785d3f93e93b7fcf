using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Converging;

/// <summary>Reads what there is.</summary>
internal sealed class ClusterReader(IKubeObjects objects)
{
    private const string OfNoService = $"{KubeNames.Ours},!{KubeNames.Service}";

    private static readonly KubeKind[] Around = [KubeKind.ResourceQuota, KubeKind.LimitRange, KubeKind.NetworkPolicy];
    private static readonly KubeKind[] Own = [KubeKind.Kafka, KubeKind.KafkaNodePool, KubeKind.KafkaUser];

    /// <summary>One environment: what is around its clusters, and they themselves.</summary>
    public async Task<LiveObjects> EnvironmentAsync(string @namespace, CancellationToken cancellation)
    {
        var live = new LiveObjects();
        var home = await objects.FindAsync(KubeKind.Namespace, null, @namespace, cancellation).ConfigureAwait(false);
        if (home is null)
            return live;
        live.Put(home);
        await AddAsync(live, [.. Around, .. Own], @namespace, cancellation).ConfigureAwait(false);
        return live;
    }

    /// <summary>All environments.</summary>
    public async Task<LiveObjects> AllAsync(CancellationToken cancellation)
    {
        var live = new LiveObjects();
        await AddAsync(live, [KubeKind.Namespace, .. Around, .. Own], null, cancellation).ConfigureAwait(false);
        return live;
    }

    /// <summary>All clusters that there are in an environment, by what their Kafka objects say, and one more.</summary>
    public static IReadOnlyCollection<ClusterIntent> Neighbours(LiveObjects live, ClusterIntent intent) =>
        [
            intent,
            .. live.In(KubeKind.Kafka, intent.Namespace)
                .Where(k => k.Name != intent.ClusterId)
                .Select(ClusterIntent.Of)
                .OfType<ClusterIntent>(),
        ];

    private async Task AddAsync(LiveObjects live, KubeKind[] kinds, string? @namespace, CancellationToken cancellation)
    {
        var lists = kinds.Select(kind => objects.ListAsync(kind, @namespace, OfNoService, cancellation));
        foreach (var list in await Task.WhenAll(lists).ConfigureAwait(false))
            live.Add(list.Items);
    }
}
