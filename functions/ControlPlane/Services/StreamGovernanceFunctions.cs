using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Clusters;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Around;

namespace Mothership.ControlPlane.Services;

/// <summary>The second version of Schema Registries' group by its earlier name.</summary>
public sealed class StreamGovernanceFunctions(
    ServiceDesk desk,
    ServiceLookup lookup,
    ClusterLookup environments,
    ClusterServices around,
    Registries registries,
    RegistryAnswers answers,
    IRegionStore regions,
    Links links
)
{
    private const string Clusters = "stream-governance/v2/clusters";
    private const string Regions = "stream-governance/v2/regions";
    private readonly RegistryReadFunctions _reading = new(lookup, answers, links);
    private readonly RegistryRegionFunctions _regions = new(regions, links);

    private readonly RegistryChangeFunctions _changing = new(
        desk,
        lookup,
        environments,
        around,
        registries,
        answers,
        regions
    );

    /// <summary>One page of an environment's registries.</summary>
    [Function("ListStreamGovernance")]
    public Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Clusters)] HttpRequest request,
        CancellationToken cancellation
    ) => _reading.ListV2(request, cancellation);

    /// <summary>One registry.</summary>
    [Function("GetStreamGovernance")]
    public Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Clusters + "/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => _reading.GetV2(request, id, cancellation);

    /// <summary>Accepts a new registry.</summary>
    [Function("CreateStreamGovernance")]
    public Task<IActionResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Clusters)] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    ) => _changing.Create(request, durable, cancellation);

    /// <summary>Changes the package.</summary>
    [Function("UpdateStreamGovernance")]
    public Task<IActionResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = Clusters + "/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    ) => _changing.Update(request, id, durable, cancellation);

    /// <summary>Deletes it, with all that is registered there.</summary>
    [Function("DeleteStreamGovernance")]
    public Task<IActionResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Clusters + "/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellation
    ) => _changing.Delete(request, id, durable, cancellation);

    /// <summary>The regions that registries can be in.</summary>
    [Function("ListStreamGovernanceRegions")]
    public Task<IActionResult> ListRegions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Regions)] HttpRequest request,
        CancellationToken cancellation
    ) => _regions.List(request, cancellation);

    /// <summary>One of them.</summary>
    [Function("GetStreamGovernanceRegion")]
    public Task<IActionResult> GetRegion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Regions + "/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => _regions.Get(request, id, cancellation);
}
