using System.Collections.Frozen;

namespace Mothership.Local.FakeStripe.State;

/// <summary>
/// The currencies that Stripe takes: how many decimals they have on the wire, and the least amount that can be charged.
/// </summary>
internal static class Currencies
{
    /// <summary>The most that one charge can be, in minor units.</summary>
    public const long Most = 99_999_999;

    private static readonly FrozenSet<string> ZeroDecimals = FrozenSet.Create(
        "bif",
        "clp",
        "djf",
        "gnf",
        "jpy",
        "kmf",
        "krw",
        "mga",
        "pyg",
        "rwf",
        "vnd",
        "vuv",
        "xaf",
        "xof",
        "xpf"
    );

    private static readonly FrozenSet<string> ThreeDecimals = FrozenSet.Create("bhd", "jod", "kwd", "omr", "tnd");

    private static readonly FrozenDictionary<string, long> Least = new Dictionary<string, long>
    {
        ["usd"] = 50,
        ["aed"] = 200,
        ["aud"] = 50,
        ["bgn"] = 100,
        ["brl"] = 50,
        ["cad"] = 50,
        ["chf"] = 50,
        ["czk"] = 1500,
        ["dkk"] = 250,
        ["eur"] = 50,
        ["gbp"] = 30,
        ["hkd"] = 400,
        ["huf"] = 17500,
        ["inr"] = 50,
        ["jpy"] = 50,
        ["mxn"] = 1000,
        ["myr"] = 200,
        ["nok"] = 300,
        ["nzd"] = 50,
        ["pln"] = 200,
        ["ron"] = 200,
        ["sek"] = 300,
        ["sgd"] = 50,
        ["thb"] = 1000,
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Others = FrozenSet.Create(
        "ars",
        "cop",
        "egp",
        "idr",
        "ils",
        "isk",
        "kes",
        "mad",
        "ngn",
        "pen",
        "php",
        "pkr",
        "qar",
        "rsd",
        "sar",
        "try",
        "twd",
        "uah",
        "ugx",
        "uyu",
        "zar"
    );

    public static bool IsKnown(string currency) =>
        Least.ContainsKey(currency)
        || ZeroDecimals.Contains(currency)
        || ThreeDecimals.Contains(currency)
        || Others.Contains(currency);

    /// <summary>The least amount of a charge, in minor units.</summary>
    public static long Minimum(string currency) => Least.GetValueOrDefault(currency, 1);

    /// <summary>Card networks do not carry the third decimal, so that the last digit has to be 0.</summary>
    public static bool CanBeCharged(string currency, long amount) =>
        !ThreeDecimals.Contains(currency) || amount % 10 == 0;
}
