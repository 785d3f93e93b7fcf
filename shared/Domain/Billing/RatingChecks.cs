namespace Mothership.Domain.Billing;

/// <summary>
/// What has to be true of every rated month, checked in production: a bill that fails is parked, not sent.
/// </summary>
internal static class RatingChecks
{
    /// <summary>Checks all of it.</summary>
    /// <exception cref="BillingContradictionException">Something is not true.</exception>
    public static void Check(RatedMonth rated)
    {
        BillingContradictionException.Unless(
            rated.Lines.Count == 0 || rated.Currency is not null,
            "Lines without a currency."
        );
        foreach (var line in rated.Lines)
            CheckLine(line, rated);
        foreach (var cluster in rated.Lines.Where(l => l.Kind == BillLineKind.Usage).GroupBy(l => l.Cluster))
            CheckNoOverlap([.. cluster.OrderBy(l => l.Period.Start)]);
        var carried = rated.CarriedOn.DistinctBy(c => c.Cluster).Count();
        BillingContradictionException.Unless(carried == rated.CarriedOn.Count, "A cluster is carried over twice.");
    }

    private static void CheckLine(BillLine line, RatedMonth rated)
    {
        var what = $"The line of {line.Cluster} over {line.Period}";
        var isHome =
            line.Kind == BillLineKind.Usage
                ? rated.Month.Period.Contains(line.Period)
                : line.Period.End <= rated.Month.Start;
        BillingContradictionException.Unless(isHome, $"{what} is not in the time that {rated.Month} bills.");
        BillingContradictionException.Unless(!line.Period.IsEmpty && line.Seconds > 0m, $"{what} has no quantity.");
        BillingContradictionException.Unless(line.PricePerSecond >= 0m, $"{what} has a negative price.");
        var sign = line.IsCredit ? -1m : 1m;
        BillingContradictionException.Unless(
            line.UnroundedAmount == sign * line.PricePerSecond * line.Seconds
                && line.Amount == Money.Round(line.UnroundedAmount, rated.Currency!)
                && (!line.IsCredit || line.Kind == BillLineKind.Adjustment),
            $"{what} does not add up."
        );
    }

    private static void CheckNoOverlap(IReadOnlyList<BillLine> lines)
    {
        for (var i = 1; i < lines.Count; i++)
            BillingContradictionException.Unless(
                lines[i - 1].Period.End <= lines[i].Period.Start,
                $"Cluster {lines[i].Cluster} is billed twice in {lines[i].Period}."
            );
    }
}
