using System.Collections.Frozen;

namespace Mothership.Domain.Billing;

/// <summary>
/// The currencies of ISO 4217 that a bill can be in, with the number of decimals of their minor unit.
/// </summary>
public static class Currencies
{
    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

    private const string TwoDecimals =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN "
        + "BZD CAD CDF CHF CNY COP "
        + "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL "
        + "HTG HUF IDR ILS INR IRR "
        + "JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
        + "MWK MXN MYR MZN NAD NGN "
        + "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE "
        + "SOS SRD SSP STN SVC SYP "
        + "SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW";

    private static readonly FrozenDictionary<string, int> Decimals = new[]
    {
        (NoDecimals, 0),
        (TwoDecimals, 2),
        (ThreeDecimals, 3),
    }
        .SelectMany(group => group.Item1.Split(' ').Select(code => (Code: code, Decimals: group.Item2)))
        .ToFrozenDictionary(pair => pair.Code, pair => pair.Decimals, StringComparer.Ordinal);

    /// <summary>Whether bills can be in a currency.</summary>
    public static bool IsKnown(string code) => Decimals.ContainsKey(code);

    /// <summary>The decimals of a currency's minor unit: 0, 2 or 3.</summary>
    /// <exception cref="ArgumentException">It is not a currency of ISO 4217.</exception>
    public static int MinorUnits(string code) =>
        Decimals.TryGetValue(code, out var decimals)
            ? decimals
            : throw new ArgumentException($"'{code}' is not a currency of ISO 4217.", nameof(code));
}
