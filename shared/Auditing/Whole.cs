using System.Globalization;
using System.Numerics;

namespace Mothership.Auditing;

/// <summary>Arithmetic in whole numbers. Nothing here is shared with the code that makes bills.</summary>
internal static class Whole
{
    /// <summary>Places of a price.</summary>
    public const int PricePlaces = 12;

    /// <summary>Places of a price times a tick, which is 10^-7 of a second.</summary>
    public const int AmountPlaces = PricePlaces + 7;

    private const string NoDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    private const string ThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

    /// <summary>A decimal number in text as a whole number of 10^-<paramref name="places"/>.</summary>
    /// <exception cref="FormatException">It is no number, or is finer than that.</exception>
    public static BigInteger Scaled(string text, int places)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        var have = point < 0 ? 0 : text.Length - point - 1;
        var mantissa = BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (have <= places)
            return mantissa * BigInteger.Pow(10, places - have);
        var whole = BigInteger.DivRem(mantissa, BigInteger.Pow(10, have - places), out var rest);
        return rest.IsZero ? whole : throw new FormatException($"'{text}' has more than {places} places.");
    }

    /// <summary>A quotient, rounded to a whole number; a half goes away from zero.</summary>
    public static BigInteger Rounded(BigInteger above, BigInteger below)
    {
        var size = BigInteger.Abs(above);
        var whole = size / below;
        if ((size % below) * 2 >= below)
            whole += BigInteger.One;
        return above.Sign * whole;
    }

    /// <summary>Decimals of a currency's minor unit.</summary>
    public static int Decimals(string currency) =>
        NoDecimals.Contains(currency, StringComparison.Ordinal) ? 0
        : ThreeDecimals.Contains(currency, StringComparison.Ordinal) ? 3
        : 2;

    /// <summary>Minor units as an amount: <c>-12.34</c>.</summary>
    public static string Shown(BigInteger minor, string currency)
    {
        var decimals = Decimals(currency);
        var digits = BigInteger.Abs(minor).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? digits : digits.Insert(digits.Length - decimals, ".");
        return minor.Sign < 0 ? "-" + text : text;
    }
}
