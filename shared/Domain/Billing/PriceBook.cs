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
);

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
        foreach (var version in _newestFirst)
            CheckHighest(version);
    }

    /// <summary>The versions, newest first.</summary>
    public IReadOnlyList<PriceBookVersion> Versions => _newestFirst;

    /// <inheritdoc/>
    public Price? Find(RegionId region, ClusterConfig config, DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Size, 1);
        var version = Array.Find(_newestFirst, v => v.EffectiveFrom <= at);
        if (version is null || !version.CapacityPerHour.TryGetValue(config.Kind, out var perHour))
            return null;
        return version.Clouds.TryGetValue(region.Cloud, out var cloud) && cloud.Of(region.Name) is { } multiplier
            ? new Price(PerSecond(perHour, multiplier, config.Size), version.Currency, version.Version)
            : null;
    }

    private static decimal PerSecond(decimal perHour, decimal multiplier, int size) =>
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
