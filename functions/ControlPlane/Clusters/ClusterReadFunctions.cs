using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Clusters;

/// <summary>Reads the clusters of the caller's organisation.</summary>
public sealed class ClusterReadFunctions(IClusterStore clusters, ClusterLookup lookup, Links links)
{
    private static readonly ListKind<ClusterBody> Listing = new(
        "cmk/v2",
        "ClusterList",
        ApiJson.Wire.ListBodyClusterBody
    );

    /// <summary>One page of an environment's clusters.</summary>
    [Function("ListClusters")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cmk/v2/clusters")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        var named = query.Required("environment");
        var isProtected = query.Flag("spec.deletion_protection");
        var networks = query.Many("spec.network");
        query.ThrowIfAny();
        var tenant = request.Scope().Tenant;
        var environment = await lookup.EnvironmentAsync(request, named, null, "environment", cancellation);
        var found = await Pages.FilteredAsync<Cluster>(
            page,
            // No cluster here has a network, so naming some finds none.
            c => networks.Count == 0 && (isProtected is null || c.DeletionProtection == isProtected),
            part => clusters.ListAsync(tenant, environment, part, cancellation)
        );
        return Listing.Show(found, c => ClusterBody.Of(c, links, request), links, request);
    }

    /// <summary>One cluster.</summary>
    [Function("GetCluster")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cmk/v2/clusters/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var environment = query.Required("environment");
        query.ThrowIfAny();
        var found = await lookup.FindAsync(request, id, environment, cancellation);
        return ClusterAnswers.Show(StatusCodes.Status200OK, found.Value, links, request);
    }
}
