using System.Numerics;

namespace Mothership.Domain.Billing;

/// <summary>
/// Arithmetic on decimals that refuses to round. A decimal silently drops places when a result needs more than 28
/// digits; in a bill that would be money that nobody can account for.
/// </summary>
public static class Exact
{
    /// <summary>The places to which a quotient is shown that has no end. What is charged comes from the quotient
    /// itself.</summary>
    public const int RatioPlaces = 15;

    private const decimal SecondsPerTick = 0.0000001m;

    private static readonly decimal[] PowersOfTen =
    [
        .. Enumerable.Range(0, 29).Select(n => (decimal)BigInteger.Pow(10, n)),
    ];

    /// <summary>The seconds of a number of ticks, with all seven places.</summary>
    public static decimal Seconds(long ticks) => ticks * SecondsPerTick;

    /// <summary>A product.</summary>
    /// <exception cref="OverflowException">It cannot be held exactly.</exception>
    public static decimal Multiply(decimal a, decimal b)
    {
        var product = a * b;
        return product.Scale == a.Scale + b.Scale || product == 0m ? product : throw Lossy("product", a, b);
    }

    /// <summary>A sum.</summary>
    /// <exception cref="OverflowException">It cannot be held exactly.</exception>
    public static decimal Add(decimal a, decimal b)
    {
        var sum = a + b;
        return sum.Scale == Math.Max(a.Scale, b.Scale) ? sum : throw Lossy("sum", a, b);
    }

    /// <summary>
    /// <paramref name="a"/> × <paramref name="b"/> / <paramref name="divisor"/>, worked out in whole numbers and
    /// rounded once.
    /// </summary>
    /// <param name="a">A factor.</param>
    /// <param name="b">A factor.</param>
    /// <param name="divisor">More than 0.</param>
    /// <param name="places">Decimal places of the result.</param>
    /// <param name="halfAwayFromZero">Whether to round; if not, it is cut off towards minus infinity.</param>
    /// <exception cref="OverflowException">The result has more digits than a decimal holds.</exception>
    public static decimal Ratio(decimal a, decimal b, decimal divisor, int places, bool halfAwayFromZero = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(divisor, 0m);
        return TryRatio(a, b, divisor, places, halfAwayFromZero) ?? WideRatio(a, b, divisor, places, halfAwayFromZero);
    }

    /// <summary>
    /// The ratio by decimals, much faster than by whole numbers of any size; null where a step could need more digits
    /// than a decimal has.
    /// </summary>
    internal static decimal? TryRatio(decimal a, decimal b, decimal divisor, int places, bool halfAwayFromZero)
    {
        var product = a * b;
        var digits = a.Scale + b.Scale + places;
        if (product.Scale != a.Scale + b.Scale || digits >= PowersOfTen.Length || divisor < 1m)
            return null;
        if (decimal.Abs(product) >= decimal.MaxValue / PowersOfTen[digits])
            return null;
        var above = product * PowersOfTen[places];
        var whole = decimal.Floor(above / divisor);
        var rest = above - (whole * divisor);
        // A quotient that is rounded up to the next whole number is one too many.
        if (rest < 0m)
            (whole, rest) = (whole - 1m, rest + divisor);
        if (halfAwayFromZero && (rest > divisor - rest || (rest == divisor - rest && whole >= 0m)))
            whole += 1m;
        return whole * new decimal(1, 0, 0, false, (byte)places);
    }

    private static decimal WideRatio(decimal a, decimal b, decimal divisor, int places, bool halfAwayFromZero)
    {
        var scale = places + divisor.Scale - a.Scale - b.Scale;
        var above = Mantissa(a) * Mantissa(b) * BigInteger.Pow(10, Math.Max(scale, 0));
        var below = Mantissa(divisor) * BigInteger.Pow(10, Math.Max(-scale, 0));
        var whole = halfAwayFromZero ? HalfAway(above, below) : Floor(above, below);
        return (decimal)whole * new decimal(1, 0, 0, false, (byte)places);
    }

    private static BigInteger HalfAway(BigInteger above, BigInteger below)
    {
        var rounded = (2 * BigInteger.Abs(above) + below) / (2 * below);
        return above.Sign < 0 ? -rounded : rounded;
    }

    private static BigInteger Floor(BigInteger above, BigInteger below)
    {
        var whole = BigInteger.DivRem(above, below, out var rest);
        return rest.Sign < 0 ? whole - 1 : whole;
    }

    private static BigInteger Mantissa(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var size = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return bits[3] < 0 ? -size : size;
    }

    private static OverflowException Lossy(string what, decimal a, decimal b) =>
        new($"The {what} of {a} and {b} has more digits than a decimal holds.");
}
