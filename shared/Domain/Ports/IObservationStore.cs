using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>What a region last reported of a cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Generation">The generation of the desired state that the report is about.</param>
/// <param name="State">What became of it.</param>
/// <param name="Endpoints">Its addresses; null unless it is ready.</param>
/// <param name="Reason">Stable code of a failure, such as <c>region_full</c>; null unless it failed.</param>
/// <param name="Message">The failure for people, or how far the building is; null when it is ready or gone.</param>
/// <param name="Incarnation">The region app's incarnation that reported it.</param>
/// <param name="ReportedAt">When, by the region's clock.</param>
/// <param name="Suspended">Whether the region has it stopped.</param>
public sealed record Observation(
    ClusterId Cluster,
    long Generation,
    ObservedState State,
    ClusterEndpoints? Endpoints,
    string? Reason,
    string? Message,
    string Incarnation,
    DateTimeOffset ReportedAt,
    bool Suspended = false
);

/// <summary>What a region has made of a desired state.</summary>
public enum ObservedState
{
    /// <summary>It is as desired.</summary>
    Ready,

    /// <summary>It can't be made as desired.</summary>
    Failed,

    /// <summary>It is gone, as desired.</summary>
    Gone,

    /// <summary>It is accepted and not yet as desired; another report follows.</summary>
    Building,
}

/// <summary>
/// The last report of each cluster's region. Truth; the external event that follows a report is only a wake-up.
/// </summary>
public interface IObservationStore
{
    /// <summary>Reads the last one; null when there is none.</summary>
    Task<Observation?> FindAsync(TenantScope scope, ClusterId cluster, CancellationToken cancellation);

    /// <summary>Writes one unless one of a later generation, or a later one of the same generation, is there.</summary>
    /// <returns>Whether it was news.</returns>
    Task<bool> RecordAsync(TenantScope scope, Observation observation, CancellationToken cancellation);

    /// <summary>Forgets a cluster that is gone.</summary>
    Task RemoveAsync(TenantScope scope, ClusterId cluster, CancellationToken cancellation);
}
