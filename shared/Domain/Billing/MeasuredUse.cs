namespace Mothership.Domain.Billing;

/// <summary>
/// Lines of measured quantities: one for each meter and price of a resource and month, however many measurements there
/// were, so that each is rounded once.
/// </summary>
internal static class MeasuredUse
{
    /// <summary>The lines of one resource's measurements within one month; each meter's free units follow it.</summary>
    public static IEnumerable<BillLine> Lines(IEnumerable<UsageEvent> used, string currency) =>
        used.GroupBy(u => u.Meter).OrderBy(m => m.Key).SelectMany(meter => OfMeter([.. meter], currency));

    private static List<BillLine> OfMeter(IReadOnlyList<UsageEvent> used, string currency)
    {
        var lines = used.GroupBy(u => (u.UnitPrice, u.PriceBookVersion, u.Resource.Region))
            .Select(same => Line([.. same], currency))
            .OrderBy(l => l.Period.Start)
            .ThenBy(l => l.PriceBookVersion, StringComparer.Ordinal)
            .ThenBy(l => l.UnitPrice)
            .ToList();
        var free = used.MaxBy(u => (u.Period.End, u.EventId))!.FreeUnits;
        foreach (var line in lines.ToList())
        {
            var part = Math.Min(free, line.Quantity);
            if (part > 0m)
                lines.Add(Free(line, part, currency));
            free -= part;
        }
        return lines;
    }

    private static BillLine Line(IReadOnlyList<UsageEvent> same, string currency)
    {
        var latest = same.MaxBy(u => (u.Period.End, u.EventId))!;
        var days = new DayQuantities(
            same.GroupBy(DayOf).Select(d => KeyValuePair.Create(d.Key, d.Sum(u => u.Quantity)))
        );
        BillingContradictionException.Unless(
            days.Days.All(d => d.Value >= 0m),
            $"Corrections of {Meters.NameOf(latest.Meter)} of {latest.Resource.Id} take away more than was measured."
        );
        return new BillLine
        {
            Kind = BillLineKind.Usage,
            Meter = latest.Meter,
            Resource = latest.Resource,
            Period = new(same.Min(u => u.Period.Start), same.Max(u => u.Period.End)),
            Quantity = days.Total,
            UnitPrice = latest.UnitPrice,
            PricedUnits = latest.Meter.PricedUnits(),
            PriceBookVersion = latest.PriceBookVersion,
            EventId = same.Count == 1 ? latest.EventId : "",
            EventCount = same.Count,
            Days = days,
            UnroundedAmount = 0m,
            Amount = 0m,
        }.Priced(currency);
    }

    private static BillLine Free(BillLine line, decimal part, string currency) =>
        (
            line with
            {
                Kind = BillLineKind.Allowance,
                Quantity = part,
                Days = line.Days!.First(part),
                IsNegative = true,
                Reason = "Free in each month.",
            }
        ).Priced(currency);

    private static DateOnly DayOf(UsageEvent used) => DateOnly.FromDateTime(used.Period.Start.UtcDateTime);
}
