namespace Mothership.Domain.Billing;

/// <summary>One line's share of one UTC day.</summary>
/// <param name="Line">The line of the bill.</param>
/// <param name="Day">The day that it is shown on.</param>
/// <param name="Quantity">The quantity of that day; negative where the line is.</param>
/// <param name="UnroundedAmount">Exact where the line's is; the days of a line then add up to the line's.</param>
/// <param name="Amount">In whole minor units; the days of a line add up to the line's.</param>
public sealed record DailyCost(BillLine Line, DateOnly Day, decimal Quantity, decimal UnroundedAmount, decimal Amount);

/// <summary>
/// Splits bill lines into UTC days, so that a month's days add up to its invoice. The rounded amounts of a line's days
/// come from the line's amount by largest remainder; so a day that is over can still move by one minor unit until its
/// month is closed.
/// </summary>
public static class DailyCosts
{
    /// <summary>The days of a rated month's lines, in the order of the lines.</summary>
    /// <param name="lines">The month's lines.</param>
    /// <param name="month">The month: what has no days of its own, such as an adjustment, is shown on its first
    /// day.</param>
    /// <param name="currency">ISO 4217.</param>
    public static IEnumerable<DailyCost> Of(IEnumerable<BillLine> lines, BillingMonth month, string currency) =>
        lines.SelectMany(line =>
            line.Kind is BillLineKind.Usage or BillLineKind.Allowance
                ? Split(line, month, currency)
                : [OnFirstDay(line, month)]
        );

    private static IEnumerable<DailyCost> Split(BillLine line, BillingMonth month, string currency)
    {
        var days =
            line.Days?.Days.ToList()
            ?? [.. line.Period.Days().Select(d => KeyValuePair.Create(DayOf(d.Start), d.Seconds))];
        if (days.Count == 0)
            return [OnFirstDay(line, month)];
        var exact = days.Select(d => LineAmount.Share(line, d.Value)).ToList();
        BillingContradictionException.Unless(
            line.PricedUnits != 1m || exact.Aggregate(0m, Exact.Add) == line.UnroundedAmount,
            $"The days of the line of {line.Resource?.Id} over {line.Period} do not add up to it."
        );
        var amounts = Allocation.LargestRemainder(exact, line.Amount, currency);
        var sign = line.IsNegative ? -1m : 1m;
        return days.Select((d, i) => new DailyCost(line, d.Key, sign * d.Value, exact[i], amounts[i]));
    }

    private static DailyCost OnFirstDay(BillLine line, BillingMonth month)
    {
        var quantity = line.IsNegative ? -line.Quantity : line.Quantity;
        return new(line, DayOf(month.Start), quantity, line.UnroundedAmount, line.Amount);
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
