using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Clusters;

/// <summary>An intent and the version of it that was read.</summary>
internal sealed record Kept(ClusterIntent Intent, string Revision);

/// <summary>
/// What one Kubernetes cluster's region was told. Two writers never undo each other: each write is of the version that
/// was read, and fails with <see cref="KubeFault.Conflict"/> when another was quicker.
/// </summary>
internal sealed class Intents(IKubeObjects objects, StrimziSettings settings)
{
    private const string Selector = $"{KubeNames.Ours},{KubeNames.Role}={KubeNames.ClusterIntent}";

    public async Task<Kept?> FindAsync(string clusterId, CancellationToken cancellation)
    {
        var kept = await objects
            .FindAsync(KubeKind.ConfigMap, settings.SystemNamespace, clusterId, cancellation)
            .ConfigureAwait(false);
        return kept is null || ClusterIntent.Of(kept) is not { } intent ? null : new(intent, kept.Revision);
    }

    /// <param name="environment">Only those of one environment; null: all.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<Kept>> ListAsync(string? environment, CancellationToken cancellation)
    {
        var labels = environment is null ? Selector : $"{Selector},{KubeNames.Environment}={environment}";
        var list = await objects
            .ListAsync(KubeKind.ConfigMap, settings.SystemNamespace, labels, cancellation)
            .ConfigureAwait(false);
        return
        [
            .. list.Items.Select(o => ClusterIntent.Of(o) is { } i ? new Kept(i, o.Revision) : null).OfType<Kept>(),
        ];
    }

    public async Task<Kept> SaveAsync(Kept? before, ClusterIntent next, CancellationToken cancellation)
    {
        var wanted = next.ToObject(settings.SystemNamespace, before?.Revision);
        var saved = before is null
            ? await SystemNamespace.CreateInAsync(objects, settings, wanted, cancellation).ConfigureAwait(false)
            : await objects.ApplyAsync(wanted, cancellation).ConfigureAwait(false);
        return new(next, saved.Revision);
    }

    /// <summary>Forgets a cluster that is gone, and what its customer allowed on it.</summary>
    public async Task RemoveAsync(string clusterId, CancellationToken cancellation)
    {
        foreach (var name in (string[])[StrimziAcls.NameOf(clusterId), clusterId])
            await objects
                .DeleteAsync(KubeKind.ConfigMap, settings.SystemNamespace, name, cancellation)
                .ConfigureAwait(false);
    }
}
