using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>
/// Clusters and their operations. A cluster, the operation that begins with a decision and the quota counters are
/// written in one transaction.
/// </summary>
public interface IClusterStore
{
    /// <summary>Reads one cluster; null when it does not exist in this scope.</summary>
    Task<Stored<Cluster>?> FindAsync(TenantScope scope, ClusterId id, CancellationToken cancellation);

    /// <summary>One page of an environment's clusters, in the order of their ids.</summary>
    Task<PageOf<Cluster>> ListAsync(
        TenantScope scope,
        EnvironmentId environment,
        PageRequest page,
        CancellationToken cancellation
    );

    /// <summary>One page of all the organisation's clusters, in the order of their ids.</summary>
    Task<PageOf<Cluster>> ListAllAsync(TenantScope scope, PageRequest page, CancellationToken cancellation);

    /// <summary>
    /// Writes a new cluster with its operation. Repeating it with the same cluster id writes nothing and returns what
    /// is there.
    /// </summary>
    /// <exception cref="Errors.MothershipException">
    /// QuotaExceeded, with the quota's name in the detail; NotFound: there is no such environment; Conflict: it was
    /// there and is gone.
    /// </exception>
    Task<Stored<Cluster>> CreateAsync(
        TenantScope scope,
        ClusterDecision decision,
        ClusterQuota quota,
        CancellationToken cancellation
    );

    /// <summary>Writes a decision over the state that it was made on.</summary>
    /// <exception cref="StaleWriteException">The cluster is not what it was; nothing was written.</exception>
    Task<Stored<Cluster>> SaveAsync(
        TenantScope scope,
        ClusterDecision decision,
        string etag,
        CancellationToken cancellation
    );

    /// <summary>Removes a cluster for good and gives its quota back. Nothing happens when it is gone already.</summary>
    Task RemoveAsync(TenantScope scope, ClusterId id, CancellationToken cancellation);

    /// <summary>
    /// The ids, with their owners, of all clusters that are placed in a region, deleting ones included.
    /// </summary>
    IAsyncEnumerable<ClusterAddress> InRegionAsync(RegionId region, CancellationToken cancellation);
}

/// <summary>Where a cluster's record is.</summary>
public sealed record ClusterAddress(OrganizationId Organization, ClusterId Cluster);

/// <summary>How many clusters an environment and an organisation may have.</summary>
public sealed record ClusterQuota(int PerEnvironment, int PerOrganization);
