using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.Domain;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Connect;

/// <summary>Finds connectors by the path that this group has: environment, cluster and name.</summary>
public sealed class ConnectorLookup(
    IServiceStore services,
    IServiceObservationStore observations,
    IClusterStore clusters
)
{
    /// <summary>The cluster of a path.</summary>
    /// <exception cref="MothershipException">NotFound: there is none.</exception>
    internal async Task<Cluster> ClusterAsync(HttpRequest request, ConnectorPath at, CancellationToken cancellation)
    {
        var found = Missing.IsPlausibleId(at.Cluster)
            ? await clusters.FindAsync(request.Scope().Tenant, new(at.Cluster), cancellation)
            : null;
        return found?.Value.Environment.Value == at.Environment
            ? found.Value
            : throw Missing.NotFound("cluster", at.Cluster);
    }

    /// <summary>The connector of a path.</summary>
    /// <exception cref="MothershipException">NotFound: there is none.</exception>
    internal async Task<Stored<Service>> FindAsync(
        HttpRequest request,
        ConnectorPath at,
        CancellationToken cancellation
    ) =>
        await TryFindAsync(request, at, cancellation)
        ?? throw new MothershipException(ErrorKind.NotFound, "resource_not_found", "There is no such connector.");

    /// <summary>The connector of a path; null when its cluster has none of that name.</summary>
    /// <exception cref="MothershipException">NotFound: there is no such cluster.</exception>
    internal async Task<Stored<Service>?> TryFindAsync(
        HttpRequest request,
        ConnectorPath at,
        CancellationToken cancellation
    )
    {
        var on = await ClusterAsync(request, at, cancellation);
        return await services.FindConnectorAsync(request.Scope().Tenant, on.Id, at.Name, cancellation);
    }

    /// <summary>What its region last reported of a connector.</summary>
    internal Task<ServiceObservation?> SeenAsync(HttpRequest request, Service s, CancellationToken cancellation) =>
        observations.FindAsync(request.Scope().Tenant, s.Id, cancellation);

    /// <summary>All connectors of a cluster, by name.</summary>
    internal async Task<List<Service>> AllAsync(HttpRequest request, Cluster on, CancellationToken cancellation)
    {
        var filter = new ServiceFilter(ServiceKind.Connector, on.Environment, on.Id);
        var all = new List<Service>();
        string? next = null;
        do
        {
            var part = new PageRequest(Limits.MaxPageSize, next);
            var page = await services.ListAsync(request.Scope().Tenant, filter, part, cancellation);
            all.AddRange(page.Items);
            next = page.Next;
        } while (next is not null);
        all.Sort((a, b) => string.CompareOrdinal(a.DisplayName, b.DisplayName));
        return all;
    }
}
