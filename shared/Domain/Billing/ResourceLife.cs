using Mothership.Domain.Ids;

namespace Mothership.Domain.Billing;

/// <summary>
/// All that is known of one resource: what it costs at every tick, and what was measured. Gives the lines of any month;
/// the same knowledge always gives the same lines.
/// </summary>
internal sealed class ResourceLife
{
    private readonly List<UsageEvent> _used;

    private ResourceLife(Timeline prices, List<UsageEvent> used, string currency)
    {
        Prices = prices;
        _used = used;
        Currency = currency;
    }

    public Timeline Prices { get; }

    private string Currency { get; }

    /// <summary>The life of a resource by its events.</summary>
    /// <param name="carried">What it costs at the start; null when the events begin with its creation.</param>
    /// <param name="events">In any order, with or without repetitions; all of one resource.</param>
    /// <exception cref="BillingContradictionException">The events contradict each other.</exception>
    public static ResourceLife Of(CarryOver? carried, IReadOnlyCollection<ResourceEvent> events)
    {
        var used = DistinctEvents.Of(events.OfType<UsageEvent>());
        used.ForEach(EventRules.Check);
        var currency = carried?.Source.Currency ?? events.FirstOrDefault()?.Currency ?? "";
        return new(Timeline.Of(carried, events.OfType<PriceEvent>()), used, currency);
    }

    /// <summary>The lines of a part of a month.</summary>
    /// <param name="month">The month.</param>
    /// <param name="period">The month, or its beginning.</param>
    public List<BillLine> Lines(BillingMonth month, Period period)
    {
        var segments = Prices.In(period).ToList();
        var lines = segments.Select(s => OverTime(s, BillLineKind.Usage, s.Source.PricePerSecond)).ToList();
        lines.AddRange(
            segments
                .Where(s => s.Source.FreePerSecond > 0m)
                .Select(s => OverTime(s, BillLineKind.Allowance, s.Source.FreePerSecond))
        );
        if (_used.Count > 0)
            lines.AddRange(MeasuredUse.Lines(_used.Where(u => period.Contains(u.EffectiveAt)), Currency));
        if (Minimum(segments, lines) is { } minimum)
            lines.Add(minimum);
        return lines;
    }

    private BillLine OverTime(Segment segment, BillLineKind kind, decimal pricePerSecond)
    {
        var source = segment.Source;
        return new BillLine
        {
            Kind = kind,
            Meter = source.Meter,
            Resource = source.Resource,
            Plan = source.Plan,
            Units = source.Units,
            Period = segment.Period,
            Quantity = segment.Period.Seconds,
            UnitPrice = decimal.Round(pricePerSecond, PriceBook.PricePlaces),
            PriceBookVersion = source.PriceBookVersion,
            EventId = source.EventId,
            IsNegative = kind == BillLineKind.Allowance,
            UnroundedAmount = 0m,
            Amount = 0m,
            Reason = kind == BillLineKind.Allowance ? $"Free with {source.Plan}." : null,
        }.Priced(Currency);
    }

    private BillLine? Minimum(List<Segment> segments, List<BillLine> lines)
    {
        var exact = segments.Aggregate(
            0m,
            (sum, s) => Exact.Add(sum, Exact.Multiply(s.Source.MinimumPerSecond, s.Period.Seconds))
        );
        if (exact == 0m)
            return null;
        var missing = Money.Round(exact, Currency) - lines.Sum(l => l.Amount);
        if (missing <= 0m)
            return null;
        var last = segments[^1].Source;
        return new BillLine
        {
            Kind = BillLineKind.Minimum,
            Resource = last.Resource,
            Plan = last.Plan,
            Period = new(segments[0].Period.Start, segments[^1].Period.End),
            Quantity = 1m,
            UnitPrice = missing,
            PriceBookVersion = last.PriceBookVersion,
            EventId = last.EventId,
            EventCount = segments.Count,
            UnroundedAmount = missing,
            Amount = missing,
            Reason = $"The minimum for this time is {Money.Format(Money.Round(exact, Currency), Currency)} {Currency}.",
        };
    }
}
