using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;

namespace Mothership.Domain.Billing;

/// <summary>The prices of one version of the price book. A version that has been in force is never changed.</summary>
/// <param name="Version">Its name; each billing event says which version its price is from.</param>
/// <param name="EffectiveFrom">UTC; it holds from this tick until the next version's.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="CapacityPerHour">Price of one capacity unit (CKU or eCKU) for one hour; a kind that is not there is not
/// on sale.</param>
/// <param name="Clouds">By cloud in lower case; on one that is not there, nothing is on sale.</param>
public sealed record PriceBookVersion(
    string Version,
    DateTimeOffset EffectiveFrom,
    string Currency,
    IReadOnlyDictionary<ClusterKind, decimal> CapacityPerHour,
    IReadOnlyDictionary<string, CloudMultipliers> Clouds
)
{
    /// <summary>How many capacity units of each cluster of a kind are free.</summary>
    public IReadOnlyDictionary<ClusterKind, decimal> FreeCapacityUnits { get; init; } =
        new Dictionary<ClusterKind, decimal>();

    /// <summary>What an hour of a cluster of a kind costs at the least, over a month, with all its meters.</summary>
    public IReadOnlyDictionary<ClusterKind, decimal> MinimumPerHour { get; init; } =
        new Dictionary<ClusterKind, decimal>();

    /// <summary>Prices of measured meters, by kind, for <see cref="Billing.Meters.PricedUnits"/> units; what is not
    /// there is not charged.</summary>
    public IReadOnlyDictionary<Meter, IReadOnlyDictionary<ClusterKind, decimal>> MeterPrices { get; init; } =
        new Dictionary<Meter, IReadOnlyDictionary<ClusterKind, decimal>>();

    /// <summary>Units of a measured meter that each cluster of a kind has free in each calendar month.</summary>
    public IReadOnlyDictionary<Meter, IReadOnlyDictionary<ClusterKind, decimal>> FreeUnitsPerMonth { get; init; } =
        new Dictionary<Meter, IReadOnlyDictionary<ClusterKind, decimal>>();

    /// <summary>Price of one unit of what is sold beside clusters, by its name, such as <c>connect_task</c>.</summary>
    public IReadOnlyDictionary<string, decimal> AddOnsPerHour { get; init; } = new Dictionary<string, decimal>();
}

/// <summary>How the prices of a cloud's regions relate to the book's.</summary>
/// <param name="Default">For regions that are not listed; null: nothing is on sale there.</param>
/// <param name="Regions">By region in lower case.</param>
public sealed record CloudMultipliers(decimal? Default, IReadOnlyDictionary<string, decimal> Regions)
{
    /// <summary>The multiplier of a region; null when nothing is on sale there.</summary>
    public decimal? Of(string region) => Regions.TryGetValue(region, out var multiplier) ? multiplier : Default;
}

/// <summary>All versions of an installation's prices.</summary>
public sealed class PriceBook : IPriceBook
{
    /// <summary>Decimal places of a price per second.</summary>
    public const int PricePlaces = 12;

    /// <summary>
    /// The highest price per second. Up to it the amount of a whole month, which has nineteen decimal places (twelve of
    /// the price, seven of a tick), fits into a decimal without losing any of them.
    /// </summary>
    public const decimal MaxPricePerSecond = 1000m;

    private const decimal SecondsPerHour = 3600m;
    private readonly PriceBookVersion[] _newestFirst;

    /// <summary>A book of one or more versions, in any order.</summary>
    /// <exception cref="ArgumentException">There is none, two share a name or a start, or a price is above the
    /// highest.</exception>
    public PriceBook(IReadOnlyCollection<PriceBookVersion> versions)
    {
        if (versions.Count == 0)
            throw new ArgumentException("A price book needs at least one version.", nameof(versions));
        if (versions.DistinctBy(v => v.Version).Count() != versions.Count)
            throw new ArgumentException("Two versions of the price book have the same name.", nameof(versions));
        if (versions.DistinctBy(v => v.EffectiveFrom).Count() != versions.Count)
            throw new ArgumentException("Two versions of the price book start at the same time.", nameof(versions));
        _newestFirst = [.. versions.OrderByDescending(v => v.EffectiveFrom)];
        if (versions.DistinctBy(v => v.Currency).Count() != 1)
            throw new ArgumentException("All versions of a price book are in one currency.", nameof(versions));
        foreach (var version in _newestFirst)
            CheckHighest(version);
    }

    /// <summary>The versions, newest first.</summary>
    public IReadOnlyList<PriceBookVersion> Versions => _newestFirst;

    /// <inheritdoc/>
    public string Currency => _newestFirst[0].Currency;

    /// <inheritdoc/>
    public Price? Find(RegionId region, ClusterConfig config, DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Size, 1);
        if (InForce(region, at) is not var (version, multiplier))
            return null;
        if (!version.CapacityPerHour.TryGetValue(config.Kind, out var perHour))
            return null;
        var free = Math.Min(version.FreeCapacityUnits.GetValueOrDefault(config.Kind), config.Size);
        return new(PerSecond(perHour, multiplier, config.Size), version.Currency, version.Version)
        {
            FreePerSecond = PerSecond(perHour, multiplier, free),
            MinimumPerSecond = PerSecond(version.MinimumPerHour.GetValueOrDefault(config.Kind), multiplier, 1m),
        };
    }

    /// <inheritdoc/>
    public MeterPrice? FindMeter(RegionId region, ClusterKind kind, Meter meter, DateTimeOffset at)
    {
        if (InForce(region, at) is not var (version, multiplier))
            return null;
        if (!version.MeterPrices.TryGetValue(meter, out var kinds) || !kinds.TryGetValue(kind, out var price))
            return null;
        var free = version.FreeUnitsPerMonth.GetValueOrDefault(meter)?.GetValueOrDefault(kind) ?? 0m;
        var there = decimal.Round(price * multiplier, PricePlaces, MidpointRounding.AwayFromZero);
        return new(there, free, version.Currency, version.Version);
    }

    /// <inheritdoc/>
    public Price? FindAddOn(RegionId region, string name, int units, DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        return InForce(region, at) is var (version, multiplier) && version.AddOnsPerHour.TryGetValue(name, out var hour)
            ? new Price(PerSecond(hour, multiplier, units), version.Currency, version.Version)
            : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<DateTimeOffset> Changes(DateTimeOffset after, DateTimeOffset through) =>
        [.. _newestFirst.Select(v => v.EffectiveFrom).Where(at => after < at && at <= through).Order()];

    private (PriceBookVersion Version, decimal Multiplier)? InForce(RegionId region, DateTimeOffset at)
    {
        var version = Array.Find(_newestFirst, v => v.EffectiveFrom <= at);
        if (version is null || !version.Clouds.TryGetValue(region.Cloud, out var cloud))
            return null;
        return cloud.Of(region.Name) is { } multiplier ? (version, multiplier) : null;
    }

    private static decimal PerSecond(decimal perHour, decimal multiplier, decimal size) =>
        decimal.Round(perHour * multiplier * size / SecondsPerHour, PricePlaces, MidpointRounding.AwayFromZero);

    private static void CheckHighest(PriceBookVersion version)
    {
        var multipliers = version.Clouds.Values.SelectMany(c => c.Regions.Values.Append(c.Default ?? 0m));
        var highest = multipliers.DefaultIfEmpty(0m).Max();
        foreach (var (kind, perHour) in version.CapacityPerHour)
            if (PerSecond(perHour, highest, ClusterSizes.Max(kind)) > MaxPricePerSecond)
                throw new ArgumentException(
                    $"Version '{version.Version}': the largest {kind} cluster would cost more than "
                        + $"{MaxPricePerSecond} per second."
                );
    }
}
