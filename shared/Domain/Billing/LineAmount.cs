namespace Mothership.Domain.Billing;

/// <summary>What a line charges for a quantity: the one place where a bill's amounts are worked out.</summary>
internal static class LineAmount
{
    /// <summary>The amount of a signed quantity at a price, unrounded and in minor units.</summary>
    /// <param name="signed">The quantity, negative where the line is.</param>
    /// <param name="unitPrice">The price of <paramref name="pricedUnits"/> units.</param>
    /// <param name="pricedUnits">How many units the price is for.</param>
    /// <param name="minorUnits">Decimals of the currency's minor unit.</param>
    public static (decimal Unrounded, decimal Rounded) Of(
        decimal signed,
        decimal unitPrice,
        decimal pricedUnits,
        int minorUnits
    )
    {
        if (pricedUnits == 1m)
        {
            var exact = Exact.Multiply(unitPrice, signed);
            return (exact, decimal.Round(exact, minorUnits, MidpointRounding.AwayFromZero));
        }
        var unrounded = Exact.Ratio(unitPrice, signed, pricedUnits, Exact.RatioPlaces);
        var rounded = decimal.Round(unrounded, minorUnits, MidpointRounding.AwayFromZero);
        // Only what looks like half a minor unit may have been made that by its own rounding.
        var isHalf = decimal.Abs(rounded - unrounded) == new decimal(5, 0, 0, false, (byte)(minorUnits + 1));
        return (unrounded, isHalf ? Exact.Ratio(unitPrice, signed, pricedUnits, minorUnits) : rounded);
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
