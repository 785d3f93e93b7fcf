using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Clusters;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Services;

/// <summary>Finds services and their clusters for a caller, or refuses in the words of these groups.</summary>
public sealed class ServiceLookup(IServiceStore services, IClusterStore clusters, ClusterLookup lookup)
{
    /// <summary>A service, if it is of a kind, and in the environment that the caller names.</summary>
    /// <exception cref="MothershipException">Forbidden: there is none.</exception>
    internal async Task<Stored<Service>> FindAsync(
        HttpRequest request,
        ServiceKind kind,
        string id,
        string environment,
        CancellationToken cancellation
    )
    {
        var found =
            Missing.IsPlausibleId(id) && id.StartsWith(ServiceIds.PrefixOf(kind), StringComparison.Ordinal)
                ? await services.FindAsync(request.Scope().Tenant, new(id), cancellation)
                : null;
        return found is not null && found.Value.Environment.Value == environment
            ? found
            : throw Missing.Forbidden("cluster", id);
    }

    /// <summary>One page of the services of a kind in an environment.</summary>
    internal async Task<PageOf<Service>> ListAsync(
        HttpRequest request,
        ServiceKind kind,
        string environment,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        var known = await lookup.EnvironmentAsync(request, environment, null, "environment", cancellation);
        return await services.ListAsync(request.Scope().Tenant, new(kind, known), page, cancellation);
    }

    /// <summary>The cluster that a new service is to work on.</summary>
    /// <exception cref="MothershipException">Forbidden: there is none; Conflict: it is not usable.</exception>
    internal async Task<Cluster> ClusterAsync(
        HttpRequest request,
        string id,
        string environment,
        CancellationToken cancellation
    )
    {
        var cluster = Missing.IsPlausibleId(id)
            ? (await clusters.FindAsync(request.Scope().Tenant, new(id), cancellation))?.Value
            : null;
        if (cluster is null || cluster.Environment.Value != environment)
            throw Missing.Forbidden("cluster", id, "/spec/kafka_cluster/id");
        if (cluster.Phase != ClusterPhase.Provisioned || cluster.IsDeleting)
            throw new MothershipException(
                ErrorKind.Conflict,
                "cluster_not_usable",
                $"Cluster {cluster.Id} is not usable: its phase is {ClusterNames.Phases.Of(cluster.Phase)}."
            );
        return cluster;
    }
}
