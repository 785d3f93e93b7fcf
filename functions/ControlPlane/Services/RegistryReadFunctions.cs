using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Services;

namespace Mothership.ControlPlane.Services;

/// <summary>Reads the Schema Registries of the caller's environments.</summary>
public sealed class RegistryReadFunctions(ServiceLookup lookup, RegistryAnswers answers, Links links)
{
    /// <summary>One page of an environment's registries, as of the third version.</summary>
    [Function("ListSchemaRegistries")]
    public Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "srcm/v3/clusters")] HttpRequest request,
        CancellationToken cancellation
    ) => ListAsync(request, "srcm/v3", cancellation);

    /// <summary>One page of an environment's registries, as of the second version.</summary>
    [Function("ListSchemaRegistriesV2")]
    public Task<IActionResult> ListV2(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "srcm/v2/clusters")] HttpRequest request,
        CancellationToken cancellation
    ) => ListAsync(request, RegistryAnswers.GroupOf(request), cancellation);

    /// <summary>One registry, as of the third version.</summary>
    [Function("GetSchemaRegistry")]
    public Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "srcm/v3/clusters/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => GetAsync(request, id, "srcm/v3", cancellation);

    /// <summary>One registry, as of the second version.</summary>
    [Function("GetSchemaRegistryV2")]
    public Task<IActionResult> GetV2(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "srcm/v2/clusters/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => GetAsync(request, id, RegistryAnswers.GroupOf(request), cancellation);

    private async Task<IActionResult> ListAsync(HttpRequest request, string group, CancellationToken cancellation)
    {
        var query = new QueryReader(request);
        var page = query.Page();
        var environment = query.Required("environment");
        query.ThrowIfAny();
        var found = await lookup.ListAsync(request, ServiceKind.SchemaRegistry, environment, page, cancellation);
        var package = await answers.PackageOfAsync(request, environment, cancellation);
        return new ListKind<ServiceBody>(group, "ClusterList", ServiceJson.Wire.ListBodyServiceBody).Show(
            found,
            s => answers.BodyOf(request, s, group, package),
            links,
            request
        );
    }

    private async Task<IActionResult> GetAsync(
        HttpRequest request,
        string id,
        string group,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var environment = query.Required("environment");
        query.ThrowIfAny();
        var found = await lookup.FindAsync(request, ServiceKind.SchemaRegistry, id, environment, cancellation);
        var package = await answers.PackageOfAsync(request, environment, cancellation);
        var body = answers.BodyOf(request, found.Value, group, package);
        return ServiceJson.Show(StatusCodes.Status200OK, body, found.Value.Version);
    }
}
