using System.Globalization;

namespace Mothership.Domain.Billing;

/// <summary>An amount in a currency, in whole minor units.</summary>
public readonly record struct Money
{
    /// <summary>An amount.</summary>
    /// <exception cref="ArgumentException">The currency is unknown, or the amount is finer than its minor
    /// unit.</exception>
    public Money(decimal amount, string currency)
    {
        if (Round(amount, currency) != amount)
            throw new ArgumentException($"{amount} {currency} is finer than the minor unit.", nameof(amount));
        (Amount, Currency) = (amount, currency);
    }

    /// <summary>In units of the currency, such as 12.34.</summary>
    public decimal Amount { get; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; }

    /// <summary>
    /// Rounds to the currency's minor unit, half away from zero. A line of a bill is rounded by this, once.
    /// </summary>
    public static decimal Round(decimal amount, string currency) =>
        decimal.Round(amount, Currencies.MinorUnits(currency), MidpointRounding.AwayFromZero);

    /// <summary>An amount with exactly the decimals of its currency: <c>25920.00</c>.</summary>
    public static string Format(decimal amount, string currency) =>
        amount.ToString($"F{Currencies.MinorUnits(currency)}", CultureInfo.InvariantCulture);

    /// <summary>A price, a quantity or an unrounded amount: all its places, without zeros at the end.</summary>
    public static string FormatExact(decimal value) =>
        value == 0m ? "0" : WithoutZeros(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Such as <c>25920.00 USD</c>.</summary>
    public override string ToString() => $"{Format(Amount, Currency)} {Currency}";

    private static string WithoutZeros(string plain) => plain.Contains('.') ? plain.TrimEnd('0').TrimEnd('.') : plain;
}
