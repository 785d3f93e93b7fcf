using Mothership.Domain.Fleet;

namespace Mothership.Bus.Codecs;

/// <summary>A region's sign of life.</summary>
/// <param name="Region">Who it is.</param>
/// <param name="Incarnation">Changes with each start of the region's app.</param>
/// <param name="Operator">The kind of operator that runs its clusters.</param>
/// <param name="Version">The version of its app.</param>
/// <param name="Capacity">What it can take and has taken.</param>
/// <param name="SentAt">By the region's clock, UTC.</param>
public sealed record Heartbeat(
    RegionId Region,
    string Incarnation,
    string Operator,
    string Version,
    RegionCapacity Capacity,
    DateTimeOffset SentAt
)
{
    /// <summary>Its Kubernetes clusters; none where the region has no choice.</summary>
    public IReadOnlyList<PoolCapacity> Pools { get; init; } = [];
}
