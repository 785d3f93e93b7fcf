namespace Mothership.Domain.Billing;

/// <summary>One line's share of one UTC day.</summary>
/// <param name="Line">The line of the bill.</param>
/// <param name="Day">The day that it is shown on.</param>
/// <param name="Seconds">The quantity of that day; negative where an adjustment takes something back.</param>
/// <param name="UnroundedAmount">Exact; the days of a line add up to the line's.</param>
/// <param name="Amount">In whole minor units; the days of a line add up to the line's.</param>
public sealed record DailyCost(BillLine Line, DateOnly Day, decimal Seconds, decimal UnroundedAmount, decimal Amount);

/// <summary>
/// Splits bill lines into UTC days, so that a month's days add up to its invoice. The rounded amounts of a line's days
/// come from the line's amount by largest remainder; so a day that is over can still move by one minor unit until its
/// month is closed.
/// </summary>
public static class DailyCosts
{
    /// <summary>The days of a rated month's lines, in the order of the lines.</summary>
    /// <param name="lines">The month's lines.</param>
    /// <param name="month">The month: adjustments, which are about earlier ones, are shown on its first day.</param>
    /// <param name="currency">ISO 4217.</param>
    public static IEnumerable<DailyCost> Of(IEnumerable<BillLine> lines, BillingMonth month, string currency) =>
        lines.SelectMany(line => line.Kind == BillLineKind.Usage ? Split(line, currency) : [OnFirstDay(line, month)]);

    private static IEnumerable<DailyCost> Split(BillLine line, string currency)
    {
        var days = line.Period.Days().ToList();
        var exact = days.Select(line.UnroundedFor).ToList();
        BillingContradictionException.Unless(
            exact.Aggregate(0m, Exact.Add) == line.UnroundedAmount,
            $"The days of the line of {line.Cluster} over {line.Period} do not add up to it."
        );
        var amounts = Allocation.LargestRemainder(exact, line.Amount, currency);
        return days.Select((d, i) => new DailyCost(line, DayOf(d.Start), d.Seconds, exact[i], amounts[i]));
    }

    private static DailyCost OnFirstDay(BillLine line, BillingMonth month)
    {
        var seconds = line.IsCredit ? -line.Seconds : line.Seconds;
        return new(line, DayOf(month.Start), seconds, line.UnroundedAmount, line.Amount);
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
