using Mothership.Domain.Fleet;

namespace Mothership.Domain.Ports;

/// <summary>The regions of the fleet, as their heartbeats describe them. Not a tenant's data.</summary>
public interface IRegionStore
{
    /// <summary>Reads one; null when it was never heard of.</summary>
    Task<RegionStatus?> FindAsync(RegionId id, CancellationToken cancellation);

    /// <summary>All of them, in the order of cloud and name.</summary>
    Task<IReadOnlyList<RegionStatus>> ListAsync(CancellationToken cancellation);

    /// <summary>Writes a heartbeat unless a later one is there. FirstSeenAt of the first one stays.</summary>
    /// <returns>The status before this heartbeat; null for a new region.</returns>
    Task<RegionStatus?> RecordAsync(RegionStatus heartbeat, CancellationToken cancellation);
}
