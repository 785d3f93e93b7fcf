using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Fleet;

/// <summary>The regions of the fleet; the same for every caller.</summary>
public sealed class RegionFunctions(IRegionStore regions, FleetOptions fleet, Links links, TimeProvider time)
{
    private const string Kind = "region";
    private static readonly ListKind<RegionBody> Listing = new(
        "fleet/v1",
        "RegionList",
        ApiJson.Wire.ListBodyRegionBody
    );

    /// <summary>One page of them.</summary>
    [Function("ListRegions")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fleet/v1/regions")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        if (page.Token is { } token && RegionBody.Parse(token) is null)
            query.Wrong("page_token", "page_token is not one that this list has given out.");
        query.ThrowIfAny();
        var all = await regions.ListAsync(cancellation);
        var rest = all.SkipWhile(r => page.Token is { } last && !IsAfter(r.Id, last)).ToList();
        var shown = rest.Take(page.Size).ToList();
        var next = shown.Count < rest.Count ? RegionBody.IdOf(shown[^1].Id) : null;
        return Listing.Show(new PageOf<RegionStatus>(shown, next), r => Show(r, request), links, request);
    }

    /// <summary>One of them.</summary>
    [Function("GetRegion")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fleet/v1/regions/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var found = RegionBody.Parse(id) is { } region ? await regions.FindAsync(region, cancellation) : null;
        return Answer.Ok(Show(found ?? throw Missing.NotFound(Kind, id), request), ApiJson.Wire.RegionBody);
    }

    private RegionBody Show(RegionStatus region, HttpRequest request) =>
        RegionBody.Of(region, region.IsHealthy(time.GetUtcNow(), fleet.SilenceLimit), links, request);

    // The store lists by cloud, then name.
    private static bool IsAfter(RegionId region, string lastId)
    {
        var last = RegionBody.Parse(lastId)!.Value;
        var byCloud = string.CompareOrdinal(region.Cloud, last.Cloud);
        return byCloud != 0 ? byCloud > 0 : string.CompareOrdinal(region.Name, last.Name) > 0;
    }
}
