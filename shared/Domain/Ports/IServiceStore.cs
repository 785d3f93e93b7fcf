using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>
/// Services and their operations. A service, the operation that begins with a decision and the counters are written in
/// one transaction, as those of <see cref="IClusterStore"/> are.
/// </summary>
public interface IServiceStore
{
    /// <summary>Reads one service; null when it does not exist in this scope.</summary>
    Task<Stored<Service>?> FindAsync(TenantScope scope, ServiceId id, CancellationToken cancellation);

    /// <summary>Reads the connector of a name; null when its cluster has none.</summary>
    Task<Stored<Service>?> FindConnectorAsync(
        TenantScope scope,
        ClusterId cluster,
        string name,
        CancellationToken cancellation
    );

    /// <summary>One page of the organisation's services, in the order of their ids.</summary>
    Task<PageOf<Service>> ListAsync(
        TenantScope scope,
        ServiceFilter filter,
        PageRequest page,
        CancellationToken cancellation
    );

    /// <summary>
    /// Writes a new service with its operation. Repeating it with the same id writes nothing and returns what is there.
    /// </summary>
    /// <exception cref="Errors.MothershipException">
    /// QuotaExceeded: the quota, a cap or a hold, named in the detail; NotFound: there is no such environment or
    /// cluster; Conflict: it was there and is gone, or its cluster is being deleted or is suspended, or has a connector
    /// of that name.
    /// </exception>
    Task<Stored<Service>> CreateAsync(
        TenantScope scope,
        ServiceDecision decision,
        int quota,
        CancellationToken cancellation
    );

    /// <summary>Writes a decision over the state that it was made on.</summary>
    /// <exception cref="StaleWriteException">The service is not what it was; nothing was written.</exception>
    Task<Stored<Service>> SaveAsync(
        TenantScope scope,
        ServiceDecision decision,
        string etag,
        CancellationToken cancellation
    );

    /// <summary>Removes a service for good and gives its quota back. Nothing happens when it is gone already.</summary>
    Task RemoveAsync(TenantScope scope, ServiceId id, CancellationToken cancellation);

    /// <summary>Whether a service of this id was there and has been removed.</summary>
    Task<bool> WasRemovedAsync(TenantScope scope, ServiceId id, CancellationToken cancellation);

    /// <summary>
    /// The ids, with their owners, of all services that are placed in a region, deleting ones included.
    /// </summary>
    IAsyncEnumerable<ServiceAddress> InRegionAsync(RegionId region, CancellationToken cancellation);
}

/// <summary>Where a service's record is.</summary>
public sealed record ServiceAddress(OrganizationId Organization, ServiceId Service);

/// <summary>Which services to list; null is any.</summary>
/// <param name="Kind">Of this kind.</param>
/// <param name="Environment">In this environment.</param>
/// <param name="Cluster">On this cluster.</param>
public sealed record ServiceFilter(
    ServiceKind? Kind = null,
    EnvironmentId? Environment = null,
    ClusterId? Cluster = null
);

/// <summary>The last report of each service's region, by the rules of <see cref="IObservationStore"/>.</summary>
public interface IServiceObservationStore
{
    /// <summary>Reads the last one; null when there is none.</summary>
    Task<ServiceObservation?> FindAsync(TenantScope scope, ServiceId service, CancellationToken cancellation);

    /// <summary>Writes one unless one of a later generation, or a later one of the same generation, is there.</summary>
    /// <returns>Whether it was news.</returns>
    Task<bool> RecordAsync(TenantScope scope, ServiceObservation observation, CancellationToken cancellation);

    /// <summary>Forgets a service that is gone.</summary>
    Task RemoveAsync(TenantScope scope, ServiceId service, CancellationToken cancellation);
}
