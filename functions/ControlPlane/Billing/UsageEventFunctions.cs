using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Statements;
using Mothership.Stores.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>The events that the caller's bills are made from.</summary>
public sealed class UsageEventFunctions(UsageEventReader events, Links links)
{
    private const int DefaultPageSize = 1000;
    private const int MaxPageSize = 10_000;
    private const int MaxDays = 366;

    private static readonly ListKind<UsageEventBody> Listing = new(
        "billing/v1",
        "UsageEventList",
        BillingJson.Wire.ListBodyUsageEventBody
    );

    /// <summary>The events of some days: one page of them, or all of them as CSV.</summary>
    [Function("ListUsageEvents")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/usage-events")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var days = DateRange.Read(query, MaxDays);
        var asked = Asked(query, days);
        var format = Formats.Wanted(request, query, Formats.Json, Formats.Csv);
        var page = query.Page(DefaultPageSize, MaxPageSize);
        query.ThrowIfAny();
        var found = events.ReadAsync(request.Scope().Tenant, asked, cancellation);
        if (format == Formats.Csv)
        {
            var name = $"usage-events-{days.Start:yyyy-MM-dd}-{days.End:yyyy-MM-dd}.csv";
            return await StreamedAnswer.CsvAsync(name, EventSheet.Header, found.Select(EventSheet.RowOf), cancellation);
        }
        var shown = await EventPages.ReadAsync(found, page, cancellation);
        return Listing.Show(shown, UsageEventBody.Of, links, request);
    }

    private static EventQuery Asked(QueryReader query, DateRange days)
    {
        var (environment, resource, name) = (
            query.Optional("environment"),
            query.Optional("resource"),
            query.Optional("meter")
        );
        if (!Meters.TryParse(name, out var meter) && name is not null)
            query.Wrong(
                "meter",
                $"meter must be one of {string.Join(", ", Enum.GetValues<Meter>().Select(Meters.NameOf))}."
            );
        return new(days.Period)
        {
            Environment = environment is null ? null : new(environment),
            Resource = resource is null ? null : new(resource),
            Meter = name is null ? null : meter,
        };
    }
}

/// <summary>Cuts a list of events into pages.</summary>
internal static class EventPages
{
    /// <summary>One page. The token names the last event of the page before, which cannot have gone.</summary>
    internal static async Task<PageOf<ListedEvent>> ReadAsync(
        IAsyncEnumerable<ListedEvent> events,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        var items = new List<ListedEvent>();
        var isReached = page.Token is null;
        await foreach (var listed in events.WithCancellation(cancellation))
        {
            if (isReached && items.Count == page.Size)
                return new(items, TokenOf(items[^1]));
            if (isReached)
                items.Add(listed);
            isReached = isReached || TokenOf(listed) == page.Token;
        }
        return isReached ? new(items, null) : throw PageTokens.Foreign();
    }

    private static string TokenOf(ListedEvent listed) => PageTokens.Of(listed.Event.EventId);
}
