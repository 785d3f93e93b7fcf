using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;

namespace Mothership.Domain.Billing;

/// <summary>What a cluster of some kind and size costs in a region.</summary>
/// <param name="PerSecond">Not rounded, at least 12 places.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="BookVersion">The version of the price book that it is from.</param>
public sealed record Price(decimal PerSecond, string Currency, string BookVersion);

/// <summary>Looks prices up. Pure: the same question always has the same answer.</summary>
public interface IPriceBook
{
    /// <summary>
    /// The price in force at <paramref name="at"/>, or null where the book has none: then it is not on sale.
    /// </summary>
    Price? Find(RegionId region, ClusterConfig config, DateTimeOffset at);
}
