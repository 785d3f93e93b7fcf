using Mothership.Domain.Ids;

namespace Mothership.Regions;

/// <summary>
/// Tells one life of the region's app from the next. A mothership that sees a new one publishes all desired states
/// again, because the region may have lost what it had.
/// </summary>
public sealed class RegionIncarnation(IIdSource ids)
{
    /// <summary>Random, the same as long as the app lives.</summary>
    public string Value { get; } = PrefixedId.New("inc-", ids);
}
