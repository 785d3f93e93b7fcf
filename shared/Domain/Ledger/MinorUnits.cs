using Mothership.Domain.Billing;

namespace Mothership.Domain.Ledger;

/// <summary>Amounts as whole minor units of their currency: what the ledger counts in.</summary>
public static class MinorUnits
{
    /// <summary>The minor units of an amount: 12.34 USD are 1234, 12 JPY are 12.</summary>
    /// <exception cref="ArgumentException">The amount is finer than the minor unit.</exception>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public static long Of(decimal amount, string currency)
    {
        _ = new Money(amount, currency);
        return decimal.ToInt64(amount * Scale(currency));
    }

    /// <summary>The amount that a number of minor units is.</summary>
    public static decimal ToAmount(long minor, string currency) => minor / Scale(currency);

    /// <summary>Such as <c>12.34</c> for 1234 of USD.</summary>
    public static string Format(long minor, string currency) => Money.Format(ToAmount(minor, currency), currency);

    private static decimal Scale(string currency) =>
        Currencies.MinorUnits(currency) switch
        {
            0 => 1m,
            2 => 100m,
            3 => 1000m,
            var places => throw new ArgumentException($"{currency} has {places} places.", nameof(currency)),
        };
}
