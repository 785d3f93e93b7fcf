using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>
/// A month as it would be rated at its end if everything went on as it is: the same arithmetic as for the bill, over
/// the events so far and one imagined measurement for the rest of the month of each meter.
/// </summary>
internal static class Projection
{
    public static RatedMonth Of(RatingInput input, DateTimeOffset asOf)
    {
        var whole = Rating.Rate(input);
        if (asOf >= input.Month.End)
            return whole;
        var running = whole
            .CarriedOn.Where(c => c.Source.Kind != PriceEventKind.Suspended)
            .Select(c => c.Source.Resource.Id)
            .ToHashSet();
        var imagined = DistinctEvents
            .Of([.. input.Recorded.OfType<UsageEvent>()])
            .Where(u => running.Contains(u.Resource.Id) && input.Month.Period.Contains(u.EffectiveAt))
            .GroupBy(u => (u.Resource.Id, u.Meter))
            .Select(meter => Rest([.. meter], StartOf(input, meter.Key.Id), asOf, input.Month.End))
            .OfType<UsageEvent>()
            .ToList();
        return imagined.Count == 0 ? whole : Rating.Rate(input with { Recorded = [.. input.Recorded, .. imagined] });
    }

    private static UsageEvent? Rest(
        IReadOnlyList<UsageEvent> measured,
        DateTimeOffset start,
        DateTimeOffset asOf,
        DateTimeOffset end
    )
    {
        var (past, rest) = (asOf.UtcTicks - start.UtcTicks, end.UtcTicks - asOf.UtcTicks);
        var latest = measured.MaxBy(u => (u.Period.End, u.EventId))!;
        var quantity = past <= 0 ? 0m : decimal.Floor(measured.Sum(u => u.Quantity) / past * rest);
        return quantity <= 0m
            ? null
            : latest with
            {
                EventId = $"projected-{latest.Resource.Id}-{latest.Meter}",
                EffectiveAt = asOf,
                Period = new(asOf, end),
                Quantity = quantity,
                Corrects = null,
            };
    }

    /// <summary>Since when in the month a resource could have been used.</summary>
    private static DateTimeOffset StartOf(RatingInput input, ResourceId resource)
    {
        var first = input
            .Recorded.OfType<PriceEvent>()
            .Where(e => e.Resource.Id == resource && e.Kind == PriceEventKind.Created)
            .Select(e => e.EffectiveAt)
            .DefaultIfEmpty(input.Month.Start)
            .Min();
        return first > input.Month.Start ? first : input.Month.Start;
    }
}
