namespace Mothership.Domain.Billing;

/// <summary>
/// Arithmetic on decimals that refuses to round. A decimal silently drops places when a result needs more than 28
/// digits; in a bill that would be money that nobody can account for.
/// </summary>
public static class Exact
{
    private const decimal SecondsPerTick = 0.0000001m;

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

    private static OverflowException Lossy(string what, decimal a, decimal b) =>
        new($"The {what} of {a} and {b} has more digits than a decimal holds.");
}
