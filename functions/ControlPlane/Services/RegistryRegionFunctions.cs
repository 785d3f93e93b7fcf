using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Services;

/// <summary>The regions that Schema Registries can be in: those of the fleet.</summary>
public sealed class RegistryRegionFunctions(IRegionStore regions, Links links)
{
    /// <summary>All of them.</summary>
    [Function("ListSchemaRegistryRegions")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "srcm/v2/regions")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var (cloud, name) = (query.Optional("spec.cloud"), query.Optional("spec.region_name"));
        query.ThrowIfAny();
        var all = await regions.ListAsync(cancellation);
        var fitting = all.Select(r => r.Id)
            .Where(r => cloud is null || r.Cloud.Equals(cloud, StringComparison.OrdinalIgnoreCase))
            .Where(r => name is null || r.Name == name)
            .ToList();
        return new ListKind<RegistryRegionBody>(
            RegistryAnswers.GroupOf(request),
            "RegionList",
            ServiceJson.Wire.ListBodyRegistryRegionBody
        ).Show(new PageOf<RegionId>(fitting, null), r => BodyOf(request, r), links, request);
    }

    /// <summary>One of them.</summary>
    [Function("GetSchemaRegistryRegion")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "srcm/v2/regions/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        foreach (var region in await regions.ListAsync(cancellation))
            if (RegistryAnswers.RegionIdOf(region.Id) == id)
                return Answer.Ok(BodyOf(request, region.Id), ServiceJson.Wire.RegistryRegionBody);
        throw Missing.NotFound("region", id);
    }

    private RegistryRegionBody BodyOf(HttpRequest request, RegionId region)
    {
        var id = RegistryAnswers.RegionIdOf(region);
        var group = RegistryAnswers.GroupOf(request);
        var metadata = new ObjectMetadata(links.To(request, $"/{group}/regions/{id}"), null, null, null);
        var spec = new RegistryRegionSpecBody(
            region.Name,
            region.Cloud.ToUpperInvariant(),
            region.Name,
            RegistryAnswers.Packages
        );
        return new(group, "Region", id, metadata, spec);
    }
}
