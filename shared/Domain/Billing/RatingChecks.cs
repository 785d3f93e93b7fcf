namespace Mothership.Domain.Billing;

/// <summary>
/// What has to be true of every rated month, checked in production: a bill that fails is parked, not sent.
/// </summary>
internal static class RatingChecks
{
    private static readonly decimal HalfOfLastPlace = new(5, 0, 0, false, Exact.RatioPlaces + 1);

    /// <summary>Checks all of it.</summary>
    /// <exception cref="BillingContradictionException">Something is not true.</exception>
    public static void Check(RatedMonth rated)
    {
        if (rated.Lines.Count > 0)
            CheckLines(rated, rated.Currency ?? throw new BillingContradictionException("Lines without a currency."));
        CheckNoOverlap(rated.Lines);
        var carried = rated.CarriedOn.DistinctBy(c => c.Resource).Count();
        BillingContradictionException.Unless(carried == rated.CarriedOn.Count, "A resource is carried over twice.");
    }

    private static void CheckLines(RatedMonth rated, string currency)
    {
        var month = rated.Month.Period;
        var minorUnits = Currencies.MinorUnits(currency);
        var (charged, credited) = (0m, 0m);
        foreach (var line in rated.Lines)
        {
            CheckLine(line, month, minorUnits);
            if (line.Kind == BillLineKind.Credit)
                credited -= line.Amount;
            else
                charged += line.Amount;
        }
        BillingContradictionException.Unless(
            credited <= Math.Max(charged, 0m),
            $"Credits of {credited} take off more than the {charged} there are."
        );
    }

    private static void CheckLine(BillLine line, Period month, int minorUnits)
    {
        var isHome =
            line.Kind == BillLineKind.Adjustment ? line.Period.End <= month.Start : month.Contains(line.Period);
        if (!isHome)
            throw Wrong(line, $"is not in the time that {month} bills");
        if (line.Period.IsEmpty || line.Quantity < 0m)
            throw Wrong(line, "has no quantity");
        if (line.UnitPrice < 0m)
            throw Wrong(line, "has a negative price");
        if (line.Days is { } days && days.Total != line.Quantity)
            throw Wrong(line, "has days that are not its quantity");
        if (!AddsUp(line, minorUnits))
            throw Wrong(line, "does not add up");
        var isNegative = line.Kind is BillLineKind.Allowance or BillLineKind.Credit;
        if (line.Kind != BillLineKind.Adjustment && line.IsNegative != isNegative)
            throw Wrong(line, "has the wrong sign");
    }

    /// <summary>
    /// By other arithmetic than the one that made the line: the product where it has an end, else that both amounts
    /// are as near to it as their places allow.
    /// </summary>
    private static bool AddsUp(BillLine line, int minorUnits)
    {
        var product = line.Quantity * (line.IsNegative ? -line.UnitPrice : line.UnitPrice);
        if (line.PricedUnits == 1m)
            return line.UnroundedAmount == product
                && line.Amount == decimal.Round(product, minorUnits, MidpointRounding.AwayFromZero);
        var off = decimal.Abs((line.UnroundedAmount * line.PricedUnits) - product);
        var half = new decimal(5, 0, 0, false, (byte)(minorUnits + 1));
        return off <= line.PricedUnits * HalfOfLastPlace
            && decimal.Abs(line.Amount - line.UnroundedAmount) <= half + HalfOfLastPlace;
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
}
