using System.Collections.Frozen;
using Mothership.Domain.Payments;

namespace Mothership.Payments;

/// <summary>
/// Stripe counts in minor units too, but for some currencies in others than ISO 4217: two of those without decimals are
/// sent with two zeros, one with decimals without them, and the third decimal of those with three must be zero.
/// </summary>
internal static class StripeAmounts
{
    private static readonly FrozenSet<string> TwoZerosMore = new[] { "ISK", "UGX" }.ToFrozenSet();
    private static readonly FrozenSet<string> WholeUnits = new[] { "MGA" }.ToFrozenSet();
    private static readonly FrozenSet<string> Tens = new[] { "BHD", "JOD", "KWD", "OMR", "TND" }.ToFrozenSet();

    /// <summary>What Stripe is told.</summary>
    /// <exception cref="PaymentProviderException">Invalid: it cannot be charged exactly.</exception>
    public static long ToStripe(long minor, string currency)
    {
        if (TwoZerosMore.Contains(currency))
            return checked(minor * 100);
        var step = StepOf(currency);
        if (minor % step != 0)
            throw new PaymentProviderException(
                ProviderFault.Invalid,
                new(
                    "amount_not_chargeable",
                    $"{minor} minor units of {currency} cannot be charged: not a multiple of {step}."
                )
            );
        return WholeUnits.Contains(currency) ? minor / step : minor;
    }

    /// <summary>What Stripe says, in our minor units.</summary>
    public static long FromStripe(long amount, string currency) =>
        TwoZerosMore.Contains(currency) ? amount / 100
        : WholeUnits.Contains(currency) ? checked(amount * StepOf(currency))
        : amount;

    private static long StepOf(string currency) =>
        WholeUnits.Contains(currency) ? 100
        : Tens.Contains(currency) ? 10
        : 1;
}
