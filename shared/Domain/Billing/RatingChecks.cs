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
        Require(rated.Lines.Count == 0 || rated.Currency is not null, "Lines without a currency");
        foreach (var line in rated.Lines)
            CheckLine(line, rated);
        CheckNoOverlap(rated.Lines);
        var carried = rated.CarriedOn.DistinctBy(c => c.Resource).Count();
        Require(carried == rated.CarriedOn.Count, "A resource is carried over twice");
        var others = rated.Lines.Where(l => l.Kind != BillLineKind.Credit).Sum(l => l.Amount);
        Require(rated.Total == others || rated.Total >= 0m, "Credits take off more than there is");
    }

    private static void CheckLine(BillLine line, RatedMonth rated)
    {
        var isHome =
            line.Kind == BillLineKind.Adjustment
                ? line.Period.End <= rated.Month.Start
                : rated.Month.Period.Contains(line.Period);
        if (!isHome)
            throw Wrong(line, $"is not in the time that {rated.Month} bills");
        if (line.Period.IsEmpty || line.Quantity < 0m)
            throw Wrong(line, "has no quantity");
        if (line.UnitPrice < 0m)
            throw Wrong(line, "has a negative price");
        if (line.Days is { } days && days.Total != line.Quantity)
            throw Wrong(line, "has days that are not its quantity");
        if (LineAmount.Of(line, line.Quantity, rated.Currency!) != (line.UnroundedAmount, line.Amount))
            throw Wrong(line, "does not add up");
        var original = line.Corrects ?? line.Kind;
        var isNegative = original is BillLineKind.Allowance or BillLineKind.Credit;
        if (line.Kind != BillLineKind.Adjustment && line.IsNegative != isNegative)
            throw Wrong(line, "has the wrong sign");
    }

    private static void CheckNoOverlap(IReadOnlyList<BillLine> lines)
    {
        BillLine? before = null;
        foreach (var line in lines)
        {
            if (line.Kind != BillLineKind.Usage || line.Days is not null)
                continue;
            if (before?.Resource!.Id == line.Resource!.Id && line.Period.Start < before!.Period.End)
                throw new BillingContradictionException($"{line.Resource.Id} is billed twice in {line.Period}.");
            before = line;
        }
    }

    private static BillingContradictionException Wrong(BillLine line, string what) =>
        new($"The line of {line.Resource?.Id.Value ?? line.EventId} over {line.Period} {what}.");

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new BillingContradictionException(otherwise + ".");
    }
}
