using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ports;
using Mothership.Stores.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>What each day cost.</summary>
public sealed class CostFunctions(CostReader costs, Links links)
{
    private const int DefaultPageSize = 5000;
    private const int MaxPageSize = 10_000;
    private const int MaxDays = 31;
    private const string IdPrefix = "cost-";

    // The version is not billing/v1, as this group's published description has it: a client that checks it knows only
    // what the service answers.
    private static readonly ListKind<CostBody> Listing = new("v1", "CostList", BillingJson.Wire.ListBodyCostBody);

    /// <summary>One page of the days between two dates. The day that is not over counts up to now.</summary>
    [Function("ListCosts")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/costs")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var (start, end) = DateRange.Read(query, MaxDays);
        var page = query.Page(DefaultPageSize, MaxPageSize);
        if (page.Token?.StartsWith(IdPrefix, StringComparison.Ordinal) is false)
            query.Wrong("page_token", "page_token is not one that this list gave out.");
        query.ThrowIfAny();

        var tenant = request.Scope().Tenant;
        var all = await BillingReview.GuardAsync(() => costs.ReadAsync(tenant, start, end, cancellation));
        var rest = all.SkipWhile(c => string.CompareOrdinal(c.Id, page.Token) <= 0).ToList();
        var shown = rest.Take(page.Size).ToList();
        var next = rest.Count > shown.Count ? shown[^1].Id : null;
        return Listing.Show(new PageOf<IdentifiedCost>(shown, next), CostBody.Of, links, request);
    }
}
