namespace Mothership.Domain.Billing;

/// <summary>Splits a rounded amount into rounded parts that add up to it.</summary>
public static class Allocation
{
    /// <summary>
    /// Largest remainder: every part gets its exact amount cut off towards minus infinity at the minor unit, and the
    /// units that are then missing go to the parts that lost most; between equals, to the earlier one. Each part is
    /// less than one minor unit off.
    /// </summary>
    /// <param name="exact">The unrounded parts.</param>
    /// <param name="total">Their sum after rounding to the minor unit.</param>
    /// <param name="currency">ISO 4217.</param>
    public static IReadOnlyList<decimal> LargestRemainder(IReadOnlyList<decimal> exact, decimal total, string currency)
    {
        var unit = new decimal(1, 0, 0, false, (byte)Currencies.MinorUnits(currency));
        var parts = exact.Select(e => decimal.Floor(e / unit) * unit).ToArray();
        var missing = (total - parts.Sum()) / unit;
        if (missing < 0 || missing > parts.Length || missing != decimal.Truncate(missing))
            throw new BillingContradictionException(
                $"{total} {currency} is not the rounded sum of its {parts.Length} parts."
            );
        var byLoss = Enumerable.Range(0, parts.Length).OrderByDescending(i => exact[i] - parts[i]).ThenBy(i => i);
        foreach (var i in byLoss.Take((int)missing))
            parts[i] += unit;
        return parts;
    }
}
