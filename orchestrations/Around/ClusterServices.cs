using Mothership.Domain;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;

namespace Mothership.Orchestrations.Around;

/// <summary>What works on a cluster, and what its environment has because of it.</summary>
public sealed class ClusterServices(IServiceStore services, IClusterStore clusters)
{
    /// <summary>All services of a cluster.</summary>
    public Task<List<Service>> OfClusterAsync(TenantScope scope, ClusterId cluster, CancellationToken cancellation) =>
        AllAsync(scope, new(Cluster: cluster), cancellation);

    /// <summary>Whether a cluster has services that are not gone yet.</summary>
    public async Task<bool> AnyAsync(TenantScope scope, ClusterId cluster, CancellationToken cancellation) =>
        (await services.ListAsync(scope, new(Cluster: cluster), new(1, null), cancellation)).Items.Count > 0;

    /// <summary>The registry of an environment that is not going; null when it has none.</summary>
    public async Task<Service?> RegistryAsync(
        TenantScope scope,
        EnvironmentId environment,
        CancellationToken cancellation
    )
    {
        var filter = new ServiceFilter(ServiceKind.SchemaRegistry, environment);
        return (await AllAsync(scope, filter, cancellation)).Find(s => !s.IsDeleting);
    }

    /// <summary>The clusters of an environment that are not going.</summary>
    public async Task<List<Cluster>> StayingAsync(
        TenantScope scope,
        EnvironmentId environment,
        CancellationToken cancellation
    )
    {
        var staying = new List<Cluster>();
        string? next = null;
        do
        {
            var page = await clusters.ListAsync(scope, environment, new(Limits.MaxPageSize, next), cancellation);
            staying.AddRange(page.Items.Where(c => !c.IsDeleting));
            next = page.Next;
        } while (next is not null);
        return staying;
    }

    private async Task<List<Service>> AllAsync(TenantScope scope, ServiceFilter filter, CancellationToken cancellation)
    {
        var all = new List<Service>();
        string? next = null;
        do
        {
            var page = await services.ListAsync(scope, filter, new(Limits.MaxPageSize, next), cancellation);
            all.AddRange(page.Items);
            next = page.Next;
        } while (next is not null);
        return all;
    }
}
