using Mothership.DataPlane.Acls;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Workloads;

/// <summary>
/// Services that are servers of their own on Kubernetes: Schema Registries, ksqlDB and consoles. Each is a Deployment
/// with what it needs, in the namespace of its environment.
/// </summary>
/// <param name="places">Finds clusters.</param>
/// <param name="pools">Where services are looked for.</param>
/// <param name="acls">What accounts may do.</param>
/// <param name="settings">What all of the region have in common.</param>
/// <param name="address">Where customers reach the region's app.</param>
public sealed class StrimziWorkloads(
    IClusterPlaces places,
    IKubePools pools,
    IAclDesk acls,
    StrimziSettings settings,
    DataPlaneAddress address
) : IStrimziService
{
    // What goes last is what a namespace is kept for.
    private static readonly KubeKind[] Made =
    [
        KubeKind.Service,
        KubeKind.NetworkPolicy,
        KubeKind.KafkaUser,
        KubeKind.Deployment,
        KubeKind.VolumeClaim,
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<ServiceKind> Kinds { get; } =
    [ServiceKind.SchemaRegistry, ServiceKind.Ksqldb, ServiceKind.ControlCenter];

    /// <inheritdoc/>
    public async Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        try
        {
            return await WriteAsync(desired, cancellation).ConfigureAwait(false);
        }
        catch (KubeException e) when (e is { Fault: KubeFault.Missing, IsKindMissing: false })
        {
            throw new OperatorException("cluster_missing", "The cluster is not there yet.", isTransient: true, e);
        }
        catch (KubeException e) when (e.IsQuota)
        {
            throw new OperatorException(
                "environment_full",
                "The environment has no room for the service at present.",
                isTransient: true,
                e
            );
        }
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string id, long generation, CancellationToken cancellation)
    {
        foreach (var kind in Made)
        foreach (var (pool, found) in await AllAsync(kind, Of(id), cancellation).ConfigureAwait(false))
            if (!found.IsDeleting)
                await pool.Objects.DeleteAsync(kind, found.Namespace, found.Name, cancellation).ConfigureAwait(false);
        foreach (var kind in Made)
            if ((await AllAsync(kind, Of(id), cancellation).ConfigureAwait(false)).Count > 0)
                return false;
        await EnvironmentHomes.TidyAsync(pools, settings, id, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<OperatedService?> FindAsync(string id, CancellationToken cancellation) =>
        (await AllAsync(KubeKind.Deployment, Of(id), cancellation).ConfigureAwait(false))
            .Select(d => WorkloadState.Of(d.Object, address.Value))
            .FirstOrDefault();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OperatedService>> ListAsync(CancellationToken cancellation) =>
        [
            .. (await AllAsync(KubeKind.Deployment, KubeNames.Service, cancellation).ConfigureAwait(false)).Select(d =>
                WorkloadState.Of(d.Object, address.Value)
            ),
        ];

    private async Task<OperatedService> WriteAsync(DesiredService desired, CancellationToken cancellation)
    {
        var objects = (await PlaceAsync(desired, cancellation).ConfigureAwait(false)).Objects;
        var known = await AclsAsync(desired, cancellation).ConfigureAwait(false);
        KubeObject? last = null;
        foreach (var wanted in WorkloadRenderer.Render(desired, known, settings, address.Path))
            last = await WriteAsync(objects, wanted, cancellation).ConfigureAwait(false);
        return WorkloadState.Of(last!, address.Value);
    }

    private static async Task<KubeObject> WriteAsync(
        IKubeObjects objects,
        KubeObject wanted,
        CancellationToken cancellation
    )
    {
        var live = await objects
            .FindAsync(wanted.Kind, wanted.Namespace, wanted.Name, cancellation)
            .ConfigureAwait(false);
        if (live is { IsDeleting: true })
            throw new OperatorException("still_going", "The service of before is still going.", isTransient: true);
        // A claim can't be another than it was; what it holds is what counts.
        if (live is not null && wanted.Kind == KubeKind.VolumeClaim)
            return live;
        return await Mending.EnsureAsync(objects, wanted, live, cancellation).ConfigureAwait(false);
    }

    // What is there stays where it is: its volume can't move.
    private async Task<KubePool> PlaceAsync(DesiredService desired, CancellationToken cancellation)
    {
        if (desired.Cluster is { } cluster)
            return (await places.FindAsync(cluster, cancellation).ConfigureAwait(false))?.Pool
                ?? throw new OperatorException("cluster_missing", "The cluster is not there yet.", isTransient: true);
        foreach (var kind in (KubeKind[])[KubeKind.VolumeClaim, KubeKind.Deployment])
            if (await AllAsync(kind, Of(desired.Id), cancellation).ConfigureAwait(false) is [var (pool, _), ..])
                return pool;
        return await EnvironmentHomes
            .FindAsync(pools, desired.Environment, desired.Pool, cancellation)
            .ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<Acl>> AclsAsync(DesiredService desired, CancellationToken cancellation) =>
        desired.Cluster is { } cluster
            ? await acls.ListAsync(new(cluster, desired.Environment, Brokers: 1, Suspended: false), cancellation)
                .ConfigureAwait(false)
            : [];

    private async Task<List<(KubePool Pool, KubeObject Object)>> AllAsync(
        KubeKind kind,
        string labels,
        CancellationToken cancellation
    )
    {
        var found = new List<(KubePool, KubeObject)>();
        foreach (var pool in pools.All)
        {
            var list = await pool
                .Objects.ListAsync(kind, null, $"{KubeNames.Ours},{labels},{KubeNames.ServiceKind}", cancellation)
                .ConfigureAwait(false);
            found.AddRange(list.Items.Select(o => (pool, o)));
        }
        return found;
    }

    private static string Of(string service) => $"{KubeNames.Service}={service}";
}
