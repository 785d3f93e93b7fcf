namespace Mothership.Domain.Billing;

/// <summary>
/// All that is known of one resource: what it costs at every tick, and what was measured. Gives the lines of any month;
/// the same knowledge always gives the same lines.
/// </summary>
internal sealed class ResourceLife
{
    private readonly IReadOnlyList<UsageEvent> _used;
    private readonly int _minorUnits;
    private readonly string _currency;

    private ResourceLife(Timeline prices, IReadOnlyList<UsageEvent> used, string currency)
    {
        Prices = prices;
        _used = used;
        _currency = currency;
        _minorUnits = currency.Length > 0 ? Currencies.MinorUnits(currency) : 0;
    }

    public Timeline Prices { get; }

    /// <summary>The life of a resource by its events.</summary>
    /// <param name="carried">What it costs at the start; null when the events begin with its creation.</param>
    /// <param name="events">In any order, with or without repetitions; all of one resource.</param>
    /// <exception cref="BillingContradictionException">The events contradict each other.</exception>
    public static ResourceLife Of(CarryOver? carried, ResourceEvents events)
    {
        foreach (var used in events.Used)
            EventRules.Check(used);
        var currency = carried?.Source.Currency ?? events.Currency ?? "";
        return new(Timeline.Of(carried, events.Prices), DistinctEvents.Of(events.Used), currency);
    }

    /// <summary>The lines of a part of a month.</summary>
    /// <param name="month">The month.</param>
    /// <param name="period">The month, or its beginning.</param>
    public List<BillLine> Lines(BillingMonth month, Period period)
    {
        var segments = Prices.In(period);
        var lines = new List<BillLine>(segments.Count + 4);
        foreach (var segment in segments)
            lines.Add(OverTime(segment, BillLineKind.Usage, segment.Source.PricePerSecond));
        foreach (var segment in segments)
            if (segment.Source.FreePerSecond > 0m)
                lines.Add(OverTime(segment, BillLineKind.Allowance, segment.Source.FreePerSecond));
        if (_used.Count > 0)
            MeasuredUse.AddLines(lines, _used, month, period, _minorUnits);
        if (Minimum(segments, lines) is { } minimum)
            lines.Add(minimum);
        return lines;
    }

    private BillLine OverTime(Segment segment, BillLineKind kind, decimal pricePerSecond)
    {
        var source = segment.Source;
        var seconds = segment.Period.Seconds;
        var price = decimal.Round(pricePerSecond, PriceBook.PricePlaces);
        var isFree = kind == BillLineKind.Allowance;
        var (unrounded, rounded) = LineAmount.Of(isFree ? -seconds : seconds, price, 1m, _minorUnits);
        return new()
        {
            Kind = kind,
            Meter = source.Meter,
            Resource = source.Resource,
            Plan = source.Plan,
            Units = source.Units,
            Period = segment.Period,
            Quantity = seconds,
            UnitPrice = price,
            PriceBookVersion = source.PriceBookVersion,
            EventId = source.EventId,
            IsNegative = isFree,
            UnroundedAmount = unrounded,
            Amount = rounded,
            Reason = isFree ? $"Free with {source.Plan}." : null,
        };
    }

    private BillLine? Minimum(IReadOnlyList<Segment> segments, List<BillLine> lines)
    {
        var exact = 0m;
        foreach (var segment in segments)
            if (segment.Source.MinimumPerSecond > 0m)
                exact = Exact.Add(exact, Exact.Multiply(segment.Source.MinimumPerSecond, segment.Period.Seconds));
        if (exact == 0m)
            return null;
        var minimum = decimal.Round(exact, _minorUnits, MidpointRounding.AwayFromZero);
        var missing = minimum - lines.Sum(l => l.Amount);
        if (missing <= 0m)
            return null;
        var last = segments[^1].Source;
        return new()
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
            Reason = $"The minimum for this time is {Money.Format(minimum, _currency)} {_currency}.",
        };
    }
}
