using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;

namespace Mothership.Simulator.Tests.Customers;

/// <summary>
/// The prices of the simulated installations: one list for each currency, in versions that come into force in the
/// middle of months, at a month's first tick, and on a leap day.
/// </summary>
internal static class PriceLists
{
    private static readonly string[] InForceFrom =
    [
        "2026-01-01T00:00:00Z",
        "2027-03-17T11:23:45.1234567Z",
        "2027-07-01T00:00:00Z",
        "2028-02-29T23:59:59.9999999Z",
        "2028-09-10T08:00:00Z",
    ];

    private static readonly Dictionary<string, PriceBook> Books = new()
    {
        ["USD"] = Book("USD", 1m),
        ["JPY"] = Book("JPY", 151.37m),
        ["KWD"] = Book("KWD", 0.3071m),
        ["EUR"] = Book("EUR", 0.9218m),
    };

    /// <summary>Currencies with no, two and three decimals.</summary>
    public static IReadOnlyList<string> Currencies { get; } = ["USD", "JPY", "KWD", "USD"];

    /// <summary>Those that can be charged to the last minor unit: Stripe wants the third decimal to be zero.</summary>
    public static IReadOnlyList<string> Chargeable { get; } = ["USD", "JPY", "EUR", "USD"];

    public static IPriceBook Of(string currency) => Books[currency];

    /// <summary>The version that is in force, by the list of dates and not by the price book.</summary>
    public static string VersionAt(string currency, DateTimeOffset at) =>
        $"{currency.ToLowerInvariant()}-{InForceFrom.Count(from => Instant(from) <= at) - 1}";

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();

    private static PriceBook Book(string currency, decimal rate) =>
        new([.. InForceFrom.Select((from, i) => Version(currency, i, from, rate * (1m + 0.037m * i)))]);

    private static PriceBookVersion Version(string currency, int number, string from, decimal rate) =>
        new(
            $"{currency.ToLowerInvariant()}-{number}",
            Instant(from),
            currency,
            new Dictionary<ClusterKind, decimal>
            {
                [ClusterKind.Basic] = rate * 0.14m,
                [ClusterKind.Standard] = rate * 0.75m,
                [ClusterKind.Dedicated] = rate * 2.71m,
            },
            new Dictionary<string, CloudMultipliers>
            {
                ["aws"] = new(1.07m, new Dictionary<string, decimal> { ["us-west-2"] = 1m }),
                ["gcp"] = new(1.1m, new Dictionary<string, decimal>()),
            }
        )
        {
            FreeCapacityUnits = new Dictionary<ClusterKind, decimal> { [ClusterKind.Basic] = 1m },
            MinimumPerHour = new Dictionary<ClusterKind, decimal>
            {
                [ClusterKind.Basic] = rate * 0.013m,
                [ClusterKind.Standard] = rate * 0.76m,
            },
            MeterPrices = MeterPrices(rate),
            FreeUnitsPerMonth = new Dictionary<Meter, IReadOnlyDictionary<ClusterKind, decimal>>
            {
                [Meter.IngressBytes] = OfEach(40m * Meters.Gibibyte),
                [Meter.PartitionSeconds] = OfEach(1_000_000m * (number + 1)),
            },
        };

    private static Dictionary<Meter, IReadOnlyDictionary<ClusterKind, decimal>> MeterPrices(decimal rate) =>
        new()
        {
            [Meter.IngressBytes] = OfEach(rate * 0.0501m),
            [Meter.EgressBytes] = OfEach(rate * 0.0347m),
            [Meter.StorageByteSeconds] = OfEach(rate * 0.000109589041m),
            [Meter.PartitionSeconds] = OfEach(rate * 0.0015m),
        };

    private static Dictionary<ClusterKind, decimal> OfEach(decimal amount) =>
        new()
        {
            [ClusterKind.Basic] = amount,
            [ClusterKind.Standard] = amount,
            [ClusterKind.Dedicated] = amount,
        };
}
