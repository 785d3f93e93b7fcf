namespace Mothership.Domain.Billing;

/// <summary>What a line charges for a quantity: the one place where a bill's amounts are worked out.</summary>
internal static class LineAmount
{
    /// <summary>
    /// The amount of a quantity at a line's price, unrounded and in minor units, with the line's sign.
    /// </summary>
    public static (decimal Unrounded, decimal Rounded) Of(BillLine line, decimal quantity, string currency)
    {
        var signed = line.IsNegative ? -quantity : quantity;
        if (line.PricedUnits == 1m)
        {
            var exact = Exact.Multiply(line.UnitPrice, signed);
            return (exact, Money.Round(exact, currency));
        }
        var minor = Currencies.MinorUnits(currency);
        return (
            Exact.Ratio(line.UnitPrice, signed, line.PricedUnits, Exact.RatioPlaces),
            Exact.Ratio(line.UnitPrice, signed, line.PricedUnits, minor)
        );
    }

    /// <summary>
    /// The share of a part of the quantity, cut off towards minus infinity where it has no end: so that the shares of
    /// a line never come to more than the line.
    /// </summary>
    public static decimal Share(BillLine line, decimal quantity)
    {
        var signed = line.IsNegative ? -quantity : quantity;
        return line.PricedUnits == 1m
            ? Exact.Multiply(line.UnitPrice, signed)
            : Exact.Ratio(line.UnitPrice, signed, line.PricedUnits, Exact.RatioPlaces, halfAwayFromZero: false);
    }
}
