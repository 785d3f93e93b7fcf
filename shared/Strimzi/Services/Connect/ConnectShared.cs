using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Connect;

/// <summary>What the connectors of a cluster share: the Connect cluster and what it needs.</summary>
internal sealed class ConnectShared(StrimziSettings settings)
{
    // Connect before what it needs.
    private static readonly KubeKind[] Kinds = [KubeKind.KafkaConnect, KubeKind.KafkaUser, KubeKind.NetworkPolicy];

    /// <summary>Makes it be there, as large as the connectors need it.</summary>
    /// <returns>The Connect cluster.</returns>
    public async Task<KubeObject> EnsureAsync(ClusterPlace place, CancellationToken cancellation)
    {
        var labels = $"{KubeNames.Ours},{KubeNames.Service},{KubeNames.Cluster}={place.ClusterId}";
        var connectors = await place
            .Pool.Objects.ListAsync(KubeKind.KafkaConnector, place.Namespace, labels, cancellation)
            .ConfigureAwait(false);
        var tasks = connectors
            .Items.Where(c => !c.IsDeleting && c.Annotation(ConnectNames.RunState) != nameof(ServiceRunState.Suspended))
            .Sum(c => c.Number("spec", "tasksMax") ?? 0);
        KubeObject? last = null;
        foreach (var wanted in ConnectRenderer.Render(place, tasks, settings.ConnectImage))
            last = await EnsureAsync(place.Pool, wanted, cancellation).ConfigureAwait(false);
        return last!;
    }

    /// <summary>Makes an object be as wanted.</summary>
    /// <exception cref="OperatorException">One of its name is on its way out.</exception>
    public static async Task<KubeObject> EnsureAsync(KubePool pool, KubeObject wanted, CancellationToken cancellation)
    {
        var live = await pool
            .Objects.FindAsync(wanted.Kind, wanted.Namespace, wanted.Name, cancellation)
            .ConfigureAwait(false);
        return await EnsureAsync(pool, wanted, live, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes an object be as wanted that was read already.</summary>
    public static async Task<KubeObject> EnsureAsync(
        KubePool pool,
        KubeObject wanted,
        KubeObject? live,
        CancellationToken cancellation
    )
    {
        if (live is { IsDeleting: true })
            throw Busy();
        return await Mending.EnsureAsync(pool.Objects, wanted, live, cancellation).ConfigureAwait(false);
    }

    /// <summary>Something of the same name has to go first.</summary>
    public static OperatorException Busy() =>
        new("connect_busy", "The connector can be made in a moment.", isTransient: true);

    /// <summary>Takes it all away once it is closed, the secrets last: by them it is known that something is
    /// left.</summary>
    /// <returns>Whether all of it is gone.</returns>
    public static async Task<bool> RemoveAsync(KubePool pool, KubeObject closed, CancellationToken cancellation)
    {
        var name = ConnectNames.Of(closed.Label(KubeNames.Cluster) ?? "");
        foreach (var kind in Kinds)
            if (
                await pool.Objects.FindAsync(kind, closed.Namespace, name, cancellation).ConfigureAwait(false) is
                { } found
            )
            {
                // Read after what is to go: had it been made anew by now, so would the secrets have been before it.
                if (!await IsThereAsync(pool, closed, cancellation).ConfigureAwait(false))
                    return true;
                if (!found.IsDeleting)
                    await pool.Objects.DeleteAsync(found, cancellation).ConfigureAwait(false);
                if (await IsThereAsync(pool, found, cancellation).ConfigureAwait(false))
                    return false;
            }
        return await pool.Objects.DeleteAsync(closed, cancellation).ConfigureAwait(false)
            || !await IsThereAsync(pool, closed, cancellation).ConfigureAwait(false);
    }

    private static async Task<bool> IsThereAsync(KubePool pool, KubeObject exactly, CancellationToken cancellation) =>
        await pool.Objects.FindAsync(exactly.Kind, exactly.Namespace, exactly.Name, cancellation).ConfigureAwait(false)
            is { } live
        && live.Uid == exactly.Uid;
}
