using System.Runtime.CompilerServices;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Statements;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>
/// Lists the events of a period with everything that it takes to recompute the period's bills. Holds one month at a
/// time. A period of long ago also looks through the months since, because an event of it may have come late.
/// </summary>
public sealed class UsageEventReader(IBillingReader reader, TimeProvider clock)
{
    /// <summary>
    /// The events: first what holds at the start of the period, then month by month as they were recorded, by instant
    /// and id within a month. Each is there once.
    /// </summary>
    public async IAsyncEnumerable<ListedEvent> ReadAsync(
        TenantScope scope,
        EventQuery query,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var ledger = await reader.ReadLedgerAsync(scope, cancellation);
        if (ledger.FirstMonth is not { } earliest || query.Period.IsEmpty)
            yield break;
        var first = BillingMonth.Max(BillingMonth.Of(query.Period.Start), earliest);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var held in await AtStartAsync(scope, ledger, first, query, cancellation))
            if (known.Add(held.Event.EventId))
                yield return held;
        var complete = new HashSet<ResourceId>();
        foreach (var month in BillingMonth.Range(first, LastFor(query).Next))
        {
            var events = (await reader.ReadMonthAsync(scope, month, cancellation)).Events;
            foreach (var late in LateResources(events, month, query).Where(complete.Add))
            foreach (var before in await HistoryAsync(scope, earliest, first, late, cancellation))
                if (known.Add(before.Event.EventId))
                    yield return before;
            foreach (var listed in Of(month, events, query))
                if (!known.Contains(listed.Event.EventId))
                    yield return listed;
        }
    }

    private BillingMonth LastFor(EventQuery query) =>
        BillingMonth.Max(BillingMonth.Of(clock.GetUtcNow()), BillingMonth.Of(query.Period.End.AddTicks(-1)));

    /// <summary>What holds at the start: the last price of each resource, and what is left of credits.</summary>
    private async Task<List<ListedEvent>> AtStartAsync(
        TenantScope scope,
        BillingLedger ledger,
        BillingMonth first,
        EventQuery query,
        CancellationToken cancellation
    )
    {
        // A month before it that is not closed has carried nothing into it yet, so it is looked through from the first
        // one that has got what was carried over.
        var from = ledger.FirstOpen is { } open && open < first ? open : first;
        var opening = await reader.ReadMonthAsync(scope, from, cancellation);
        var holding = opening.CarriedOver.ToDictionary(
            c => c.Resource,
            c => new ListedEvent(c.Source, EventRole.Before, null)
        );
        var credits = opening
            .Credits.Select(c => new ListedEvent(c.Source, EventRole.Before, null) { Remaining = c.Remaining })
            .ToList();
        for (var month = from; month < first || month == first && month.Start < query.Period.Start; month = month.Next)
        {
            var recorded = month == from ? opening : await reader.ReadMonthAsync(scope, month, cancellation);
            var inTime = recorded.Events.Where(e => month < first || e.EffectiveAt >= month.Start);
            Follow(holding, credits, month, inTime.Where(e => e.EffectiveAt < query.Period.Start));
        }
        return
        [
            .. holding
                .Values.Where(h => ((PriceEvent)h.Event).Kind != PriceEventKind.Deleted)
                .Concat(credits)
                .Where(h => query.Matches(h.Event))
                .OrderBy(h => h.Event.EffectiveAt)
                .ThenBy(h => h.Event.EventId, StringComparer.Ordinal),
        ];
    }

    private static void Follow(
        Dictionary<ResourceId, ListedEvent> holding,
        List<ListedEvent> credits,
        BillingMonth month,
        IEnumerable<BillingEvent> events
    )
    {
        foreach (var billed in events)
            if (
                billed is PriceEvent price
                && !(holding.TryGetValue(price.Resource.Id, out var held) && IsAfter(held, price))
            )
                holding[price.Resource.Id] = new(price, EventRole.Before, month);
            else if (billed is CreditEvent)
                credits.Add(new(billed, EventRole.Before, month));
    }

    private static bool IsAfter(ListedEvent held, PriceEvent price) =>
        ((PriceEvent)held.Event, price) is var (h, p)
        && (h.EffectiveAt, h.Generation, h.Kind).CompareTo((p.EffectiveAt, p.Generation, p.Kind)) > 0;

    private static IEnumerable<ResourceId> LateResources(
        IEnumerable<BillingEvent> events,
        BillingMonth month,
        EventQuery query
    ) =>
        events
            .Where(e => RoleOf(e, month, query.Period) == EventRole.Late && query.Matches(e))
            .OfType<ResourceEvent>()
            .Select(e => e.Resource.Id)
            .Distinct();

    private async Task<List<ListedEvent>> HistoryAsync(
        TenantScope scope,
        BillingMonth earliest,
        BillingMonth first,
        ResourceId resource,
        CancellationToken cancellation
    )
    {
        var history = new List<ListedEvent>();
        foreach (var month in BillingMonth.Range(earliest, first))
        foreach (var billed in await reader.ReadResourceAsync(scope, month, resource, cancellation))
            history.Add(new(billed, EventRole.Before, month));
        return history;
    }

    private static IEnumerable<ListedEvent> Of(
        BillingMonth month,
        IEnumerable<BillingEvent> events,
        EventQuery query
    ) =>
        events
            .Where(query.Matches)
            .Select(e => (Event: e, Role: RoleOf(e, month, query.Period)))
            .Where(e => e.Role is not null)
            .OrderBy(e => e.Event.EffectiveAt)
            .ThenBy(e => e.Event.EventId, StringComparer.Ordinal)
            .Select(e => new ListedEvent(e.Event, e.Role!.Value, month));

    /// <summary>Why an event that is recorded in a month belongs to the list; null when it does not.</summary>
    private static EventRole? RoleOf(BillingEvent billed, BillingMonth month, Period period)
    {
        if (billed.EffectiveAt >= period.Start)
            return period.Contains(billed.EffectiveAt) ? EventRole.Period : null;
        if (billed.EffectiveAt >= month.Start)
            return null;
        return month.Start < period.End || billed is PriceEvent ? EventRole.Late : null;
    }
}
