using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Fleet;

/// <summary>Where clusters are placed, and why; for the operator of an installation.</summary>
public sealed class PlacementFunctions(IReservationStore reservations, IRegionStore regions, Links links)
{
    private const string Kind = "placement";
    private static readonly ListKind<PlacementBody> Listing = new(
        "fleet/v1",
        "PlacementList",
        PlacementJson.Wire.ListBodyPlacementBody
    );

    /// <summary>Where one cluster is placed.</summary>
    [Function("GetPlacement")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/placements/{cluster}")] HttpRequest request,
        string cluster,
        CancellationToken cancellation
    )
    {
        var found = await Missing.OrNotFoundAsync(Kind, cluster, () => FindAsync(new(cluster), cancellation));
        return Answer.Ok(PlacementBody.Of(found, links, request), PlacementJson.Wire.PlacementBody);
    }

    /// <summary>One page of a region's placements.</summary>
    [Function("ListPlacements")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/placements")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var region = RegionBody.Parse(query.Required("region"));
        if (region is null)
            query.Wrong("region", "region is one of GET /fleet/v1/regions, such as aws.us-west-2.");
        var page = query.Page();
        if (page.Token is { } token && !Missing.IsPlausibleId(token))
            query.Wrong("page_token", "page_token is not one that this list has given out.");
        query.ThrowIfAny();
        var held = await ReadAsync(region!.Value, page, cancellation);
        return Listing.Show(held, r => PlacementBody.Of(r, links, request), links, request);
    }

    private async Task<PageOf<Reservation>> ReadAsync(RegionId region, PageRequest page, CancellationToken cancellation)
    {
        var held = new List<Reservation>();
        ClusterId? after = page.Token is { } token ? new(token) : null;
        await foreach (var stored in reservations.InRegionAsync(region, after, cancellation))
        {
            if (held.Count == page.Size)
                return new(held, held[^1].Cluster.Value);
            held.Add(stored.Value);
        }
        return new(held, null);
    }

    private async Task<Reservation?> FindAsync(ClusterId cluster, CancellationToken cancellation)
    {
        var all = await regions.ListAsync(cancellation);
        var looks = all.Select(r => reservations.FindAsync(r.Id, cluster, cancellation));
        return (await Task.WhenAll(looks)).FirstOrDefault(found => found is not null)?.Value;
    }
}
