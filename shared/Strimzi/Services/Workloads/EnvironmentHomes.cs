using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Workloads;

/// <summary>Where environments are, for what belongs to one and to none of its clusters.</summary>
internal static class EnvironmentHomes
{
    private static readonly KubeKind[] Holding = [KubeKind.Deployment, KubeKind.VolumeClaim, KubeKind.Kafka];

    /// <summary>The Kubernetes cluster that has the environment's namespace, the wished one first.</summary>
    /// <exception cref="OperatorException">There is none: its first cluster is not there yet.</exception>
    public static async Task<KubePool> FindAsync(
        IKubePools pools,
        string environment,
        string wished,
        CancellationToken cancellation
    )
    {
        foreach (var pool in pools.All.OrderBy(p => p.Name != wished))
            if (await HasAsync(pool, KubeNames.Namespace(environment), cancellation).ConfigureAwait(false))
                return pool;
        throw new OperatorException("cluster_missing", "The environment has no cluster yet.", isTransient: true);
    }

    /// <summary>
    /// Deletes the namespace of the environment whose registry is gone, should its last cluster have gone before it.
    /// </summary>
    public static async Task TidyAsync(
        IKubePools pools,
        StrimziSettings settings,
        string registry,
        CancellationToken cancellation
    )
    {
        if (EnvironmentOf(registry) is not { } environment)
            return;
        var home = KubeNames.Namespace(environment);
        foreach (var pool in pools.All)
            if (
                await HasAsync(pool, home, cancellation).ConfigureAwait(false)
                && !await IsUsedAsync(pool, settings, environment, cancellation).ConfigureAwait(false)
            )
                await pool.Objects.DeleteAsync(KubeKind.Namespace, null, home, cancellation).ConfigureAwait(false);
    }

    // The id of a registry follows from its environment's, see ServiceIds.OfRegistry.
    private static string? EnvironmentOf(string registry)
    {
        var prefix = ServiceIds.PrefixOf(ServiceKind.SchemaRegistry);
        if (!registry.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var own = registry[prefix.Length..];
        var life = own.LastIndexOf('u');
        return "env-" + (life > 0 && long.TryParse(own[(life + 1)..], out _) ? own[..life] : own);
    }

    private static async Task<bool> HasAsync(KubePool pool, string home, CancellationToken cancellation)
    {
        var found = await pool.Objects.FindAsync(KubeKind.Namespace, null, home, cancellation).ConfigureAwait(false);
        return found is { IsDeleting: false } && found.Label(KubeNames.ManagedBy) == KubeNames.FieldManager;
    }

    private static async Task<bool> IsUsedAsync(
        KubePool pool,
        StrimziSettings settings,
        string environment,
        CancellationToken cancellation
    )
    {
        var kept = await new Intents(pool.Objects, settings).ListAsync(environment, cancellation).ConfigureAwait(false);
        if (kept.Count > 0)
            return true;
        foreach (var kind in Holding)
        {
            var found = await pool
                .Objects.ListAsync(kind, KubeNames.Namespace(environment), null, cancellation)
                .ConfigureAwait(false);
            if (found.Items.Count > 0)
                return true;
        }
        return false;
    }
}
