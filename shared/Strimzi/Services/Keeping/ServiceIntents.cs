using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Keeping;

/// <summary>An intent, where it is kept, and the version of it that was read.</summary>
internal sealed record KeptService(KubePool Pool, ServiceIntent Intent, string Revision)
{
    public DesiredService Wanted => Intent.Wanted;
}

/// <summary>
/// What the region was told of services, in the Kubernetes cluster that each is on. Two writers never undo each other:
/// each write is of the version that was read.
/// </summary>
internal sealed class ServiceIntents(IKubePools pools, IClusterPlaces places, StrimziSettings settings)
{
    private const string Selector = $"{KubeNames.Ours},{KubeNames.Role}={KubeNames.ServiceIntent}";
    private const int Attempts = 8;

    public async Task<KeptService?> FindAsync(string service, CancellationToken cancellation)
    {
        foreach (var pool in pools.All)
            if (await FindAsync(pool, service, cancellation).ConfigureAwait(false) is { } kept)
                return kept;
        return null;
    }

    public async Task<IReadOnlyList<KeptService>> ListAsync(KubePool pool, CancellationToken cancellation)
    {
        var list = await pool
            .Objects.ListAsync(KubeKind.ConfigMap, settings.SystemNamespace, Selector, cancellation)
            .ConfigureAwait(false);
        return [.. list.Items.Select(o => Read(pool, o)).OfType<KeptService>()];
    }

    /// <summary>Takes a wish over.</summary>
    /// <returns>False when a later one is known, or the end of it.</returns>
    public Task<bool> TellAsync(DesiredService desired, CancellationToken cancellation) =>
        TryAsync(async () =>
        {
            var before = await FindAsync(desired.Id, cancellation).ConfigureAwait(false);
            if (before is not null && IsPassed(before.Intent, desired))
                return false;
            var next = new ServiceIntent { Wanted = desired };
            if (before is not null && before.Intent == next)
                return true;
            var pool = before?.Pool ?? await HomeAsync(desired, cancellation).ConfigureAwait(false);
            if (pool is not null)
                await SaveAsync(pool, before, next, cancellation).ConfigureAwait(false);
            return true;
        });

    /// <summary>
    /// Notes that nothing is wanted of a service any more, unless a later wish is known. What was never noted needs no
    /// note of its end.
    /// </summary>
    public Task<bool> TellGoneAsync(string service, long generation, CancellationToken cancellation) =>
        TryAsync(async () =>
        {
            var before = await FindAsync(service, cancellation).ConfigureAwait(false);
            if (before is null or { Intent.Deleted: true })
                return true;
            if (before.Wanted.Generation > generation)
                return false;
            var next = new ServiceIntent { Wanted = before.Wanted with { Generation = generation }, Deleted = true };
            await SaveAsync(before.Pool, before, next, cancellation).ConfigureAwait(false);
            return true;
        });

    /// <summary>Forgets a service that is gone.</summary>
    public async Task RemoveAsync(string service, CancellationToken cancellation)
    {
        foreach (var pool in pools.All)
            if (await FindAsync(pool, service, cancellation).ConfigureAwait(false) is { Intent.Deleted: true })
                await pool
                    .Objects.DeleteAsync(KubeKind.ConfigMap, settings.SystemNamespace, service, cancellation)
                    .ConfigureAwait(false);
    }

    private static bool IsPassed(ServiceIntent known, DesiredService desired) =>
        known.Wanted.Generation > desired.Generation
        || (known.Deleted && known.Wanted.Generation == desired.Generation);

    // Null: its cluster is not there yet, so neither can it be.
    private async Task<KubePool?> HomeAsync(DesiredService desired, CancellationToken cancellation) =>
        desired.Cluster is { } cluster
            ? (await places.FindAsync(cluster, cancellation).ConfigureAwait(false))?.Pool
            : pools.All.FirstOrDefault(p => p.Name == desired.Pool) ?? pools.All[0];

    private async Task<KeptService?> FindAsync(KubePool pool, string service, CancellationToken cancellation)
    {
        var kept = await pool
            .Objects.FindAsync(KubeKind.ConfigMap, settings.SystemNamespace, service, cancellation)
            .ConfigureAwait(false);
        return kept is null ? null : Read(pool, kept);
    }

    private Task<KubeObject> SaveAsync(
        KubePool pool,
        KeptService? before,
        ServiceIntent next,
        CancellationToken cancellation
    )
    {
        var wanted = next.ToObject(settings.SystemNamespace, before?.Revision);
        return before is null
            ? SystemNamespace.CreateInAsync(pool.Objects, settings, wanted, cancellation)
            : pool.Objects.ApplyAsync(wanted, cancellation);
    }

    private static KeptService? Read(KubePool pool, KubeObject kept) =>
        kept.Label(KubeNames.Role) == KubeNames.ServiceIntent && ServiceIntent.Of(kept) is { } intent
            ? new(pool, intent, kept.Revision)
            : null;

    private static async Task<bool> TryAsync(Func<Task<bool>> attempt)
    {
        for (var left = Attempts; ; left--)
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (KubeException e) when (e.Fault is KubeFault.Conflict or KubeFault.Missing && left > 1)
            {
                // Somebody else was quicker: decide anew on what is there now.
            }
    }
}
