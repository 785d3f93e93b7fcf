using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Statements;

namespace Mothership.ControlPlane.Billing;

/// <summary>A request for events: which ones, in what form, and which page of them.</summary>
internal sealed record UsageEventRequest(EventQuery Query, Format Format, PageRequest Page)
{
    private const int DefaultPageSize = 1000;
    private const int MaxPageSize = 10_000;
    private const int MaxDays = 366;

    private static readonly ListKind<UsageEventBody> Listing = new(
        "billing/v1",
        "UsageEventList",
        BillingJson.Wire.ListBodyUsageEventBody
    );

    /// <summary>Reads it.</summary>
    /// <exception cref="Domain.Errors.MothershipException">Malformed, or NotAcceptable.</exception>
    internal static UsageEventRequest Read(HttpRequest request)
    {
        var query = new QueryReader(request);
        var days = DateRange.Read(query, MaxDays);
        var asked = Asked(query, days);
        var format = Formats.Wanted(request, query, Formats.Json, Formats.Csv);
        var page = query.Page(DefaultPageSize, MaxPageSize);
        query.ThrowIfAny();
        return new(asked, format, page);
    }

    /// <summary>One page of the events, or all of them as CSV.</summary>
    internal async Task<IActionResult> ShowAsync(
        IAsyncEnumerable<ListedEvent> found,
        Links links,
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (Format == Formats.Json)
            return Listing.Show(await PageOfAsync(found, cancellation), UsageEventBody.Of, links, request);
        var (start, end) = (Query.Period.Start, Query.Period.End);
        var name = $"usage-events-{start:yyyy-MM-dd}-{end:yyyy-MM-dd}.csv";
        return await StreamedAnswer.CsvAsync(name, EventSheet.Header, found.Select(EventSheet.RowOf), cancellation);
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

    /// <summary>One page. The token names the last event of the page before, which cannot have gone.</summary>
    private async Task<PageOf<ListedEvent>> PageOfAsync(
        IAsyncEnumerable<ListedEvent> events,
        CancellationToken cancellation
    )
    {
        var items = new List<ListedEvent>();
        var isReached = Page.Token is null;
        await foreach (var listed in events.WithCancellation(cancellation))
        {
            if (isReached && items.Count == Page.Size)
                return new(items, TokenOf(items[^1]));
            if (isReached)
                items.Add(listed);
            isReached = isReached || TokenOf(listed) == Page.Token;
        }
        return isReached ? new(items, null) : throw PageTokens.Foreign();
    }

    private static string TokenOf(ListedEvent listed) => PageTokens.Of(listed.Event.EventId);
}
