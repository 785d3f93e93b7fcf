using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;

namespace Mothership.Domain.Billing;

/// <summary>What a cluster of some kind and size costs in a region.</summary>
/// <param name="PerSecond">Not rounded, at least 12 places.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="BookVersion">The version of the price book that it is from.</param>
public sealed record Price(decimal PerSecond, string Currency, string BookVersion)
{
    /// <summary>The part of it that is given free.</summary>
    public decimal FreePerSecond { get; init; }

    /// <summary>What a second costs at the least, over a month, with all meters.</summary>
    public decimal MinimumPerSecond { get; init; }

    /// <summary>What a second comes to without meters: counts against spend caps.</summary>
    public decimal NetPerSecond => Math.Max(PerSecond - FreePerSecond, MinimumPerSecond);
}

/// <summary>What a measured meter costs in a region.</summary>
/// <param name="UnitPrice">The price of <see cref="Meters.PricedUnits"/> units; at most twelve places.</param>
/// <param name="FreeUnits">How many units are free for each resource in each calendar month.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="BookVersion">The version of the price book that it is from.</param>
public sealed record MeterPrice(decimal UnitPrice, decimal FreeUnits, string Currency, string BookVersion);

/// <summary>Looks prices up. Pure: the same question always has the same answer.</summary>
public interface IPriceBook
{
    /// <summary>What all its prices are in, ISO 4217.</summary>
    string Currency { get; }

    /// <summary>
    /// The price in force at <paramref name="at"/>, or null where the book has none: then it is not on sale.
    /// </summary>
    Price? Find(RegionId region, ClusterConfig config, DateTimeOffset at);

    /// <summary>The price in force of a meter of clusters of a kind; null where it is not charged.</summary>
    MeterPrice? FindMeter(RegionId region, ClusterKind kind, Meter meter, DateTimeOffset at);

    /// <summary>
    /// The price in force of so many units of an add-on, such as <c>connect_task</c>; null where it is not on sale.
    /// </summary>
    Price? FindAddOn(RegionId region, string name, int units, DateTimeOffset at);

    /// <summary>The instants, in order, at which other prices come into force.</summary>
    /// <param name="after">Later than this.</param>
    /// <param name="through">Not later than this.</param>
    IReadOnlyList<DateTimeOffset> Changes(DateTimeOffset after, DateTimeOffset through);
}
