namespace Mothership.Domain.Billing;

/// <summary>
/// Lines of measured quantities: one for each meter and price of a resource and month, however many measurements there
/// were, so that each is rounded once.
/// </summary>
internal static class MeasuredUse
{
    /// <summary>Adds the lines of one resource's measurements in a part of a month; each meter's free units follow
    /// it.</summary>
    public static void AddLines(
        List<BillLine> lines,
        IReadOnlyList<UsageEvent> used,
        BillingMonth month,
        Period period,
        int minorUnits
    )
    {
        var sums = Sum(used, month.Start, period);
        sums.Sort(MeasuredSum.Compare);
        for (var i = 0; i < sums.Count; )
        {
            var next = i + 1;
            while (next < sums.Count && sums[next].Meter == sums[i].Meter)
                next++;
            AddMeter(lines, sums.GetRange(i, next - i), minorUnits);
            i = next;
        }
    }

    private static List<MeasuredSum> Sum(IReadOnlyList<UsageEvent> used, DateTimeOffset monthStart, Period period)
    {
        var sums = new List<MeasuredSum>();
        MeasuredSum? last = null;
        foreach (var usage in used)
        {
            if (!period.Contains(usage.EffectiveAt))
                continue;
            if (last is null || !last.Takes(usage))
                last = sums.Find(s => s.Takes(usage));
            if (last is null)
                sums.Add(last = new(usage, monthStart));
            last.Add(usage);
        }
        return sums;
    }

    private static void AddMeter(List<BillLine> lines, List<MeasuredSum> sums, int minorUnits)
    {
        var begin = lines.Count;
        foreach (var sum in sums)
            if (sum.Line(minorUnits) is { } line)
                lines.Add(line);
        var free = sums.MaxBy(s => (s.Latest.Period.End, s.Latest.EventId))!.Latest.FreeUnits;
        var end = lines.Count;
        for (var i = begin; i < end && free > 0m; i++)
        {
            var part = Math.Min(free, lines[i].Quantity);
            lines.Add(Free(lines[i], part, minorUnits));
            free -= part;
        }
    }

    private static BillLine Free(BillLine line, decimal part, int minorUnits)
    {
        var (unrounded, rounded) = LineAmount.Of(-part, line.UnitPrice, line.PricedUnits, minorUnits);
        return line with
        {
            Kind = BillLineKind.Allowance,
            Quantity = part,
            Days = line.Days!.First(part),
            IsNegative = true,
            UnroundedAmount = unrounded,
            Amount = rounded,
            Reason = "Free in each month.",
        };
    }
}
