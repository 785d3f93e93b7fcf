using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Clusters;

/// <summary>Finds clusters and environments for a caller, or refuses in the words of this group.</summary>
public sealed class ClusterLookup(IClusterStore clusters, IEnvironmentStore environments)
{
    /// <summary>A cluster, if it is in the environment that the caller names.</summary>
    /// <exception cref="Domain.Errors.MothershipException">Forbidden: there is none.</exception>
    internal async Task<Stored<Cluster>> FindAsync(
        HttpRequest request,
        string id,
        string environment,
        CancellationToken cancellation
    )
    {
        var found = Missing.IsPlausibleId(id)
            ? await clusters.FindAsync(request.Scope().Tenant, new(id), cancellation)
            : null;
        return found is not null && found.Value.Environment.Value == environment
            ? found
            : throw Missing.Forbidden("cluster", id);
    }

    /// <summary>Refuses an environment that the caller does not have.</summary>
    /// <exception cref="Domain.Errors.MothershipException">Forbidden: there is none.</exception>
    internal async Task<EnvironmentId> EnvironmentAsync(
        HttpRequest request,
        string id,
        string? pointer,
        string? parameter,
        CancellationToken cancellation
    )
    {
        var found = Missing.IsPlausibleId(id)
            ? await environments.FindAsync(request.Scope().Tenant, new(id), cancellation)
            : null;
        return found?.Value.Id ?? throw Missing.Forbidden("environment", id, pointer, parameter);
    }
}
