using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
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
        var start = Date(query, "start_date");
        var end = Date(query, "end_date");
        var page = query.Page(DefaultPageSize, MaxPageSize);
        CheckRange(query, start, end);
        if (page.Token?.StartsWith(IdPrefix, StringComparison.Ordinal) is false)
            query.Wrong("page_token", "page_token is not one that this list gave out.");
        query.ThrowIfAny();

        var all = await ReadAsync(request.Scope().Tenant, start!.Value, end!.Value, cancellation);
        var rest = all.SkipWhile(c => string.CompareOrdinal(c.Id, page.Token) <= 0).ToList();
        var shown = rest.Take(page.Size).ToList();
        var next = rest.Count > shown.Count ? shown[^1].Id : null;
        return Listing.Show(new PageOf<IdentifiedCost>(shown, next), CostBody.Of, links, request);
    }

    private async Task<IReadOnlyList<IdentifiedCost>> ReadAsync(
        TenantScope scope,
        DateOnly start,
        DateOnly end,
        CancellationToken cancellation
    )
    {
        try
        {
            return await costs.ReadAsync(scope, start, end, cancellation);
        }
        catch (BillingContradictionException contradiction)
        {
            const string detail =
                "The figures of this period contradict each other and are being looked at. Nothing "
                + "is billed before that.";
            throw new MothershipException(
                ErrorKind.Conflict,
                "billing_under_review",
                detail,
                operatorDetail: contradiction.Message
            );
        }
    }

    private static DateOnly? Date(QueryReader query, string name)
    {
        var text = query.Required(name);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        if (text.Length > 0)
            query.Wrong(name, $"{name} must be a date such as 2027-03-15.");
        return null;
    }

    private static void CheckRange(QueryReader query, DateOnly? start, DateOnly? end)
    {
        if (start is not { } from || end is not { } to)
            return;
        if (to <= from)
            query.Wrong("end_date", "end_date is the day after the last one, so it must be later than start_date.");
        else if (to.DayNumber - from.DayNumber > MaxDays)
            query.Wrong("end_date", $"start_date and end_date may be at most {MaxDays} days apart.");
    }
}
