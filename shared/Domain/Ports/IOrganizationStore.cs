using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>Organisations. Nothing else of an organisation can be stored before the organisation itself is.</summary>
public interface IOrganizationStore
{
    /// <summary>Reads the scope's organisation; null when it does not exist.</summary>
    Task<Stored<Organization>?> FindAsync(TenantScope scope, CancellationToken cancellation);

    /// <summary>
    /// Writes a new organisation. Repeating it with the same id writes nothing and returns what is there.
    /// </summary>
    Task<Stored<Organization>> CreateAsync(
        TenantScope scope,
        Organization organization,
        CancellationToken cancellation
    );

    /// <summary>Writes an organisation over the state that was read.</summary>
    /// <exception cref="StaleWriteException">It is not what it was; nothing was written.</exception>
    Task<Stored<Organization>> UpdateAsync(
        TenantScope scope,
        Organization organization,
        string etag,
        CancellationToken cancellation
    );

    /// <summary>The ids of all organisations: for the system's own work, never for a customer.</summary>
    IAsyncEnumerable<OrganizationId> AllAsync(CancellationToken cancellation);
}

/// <summary>The environments of an organisation.</summary>
public interface IEnvironmentStore
{
    /// <summary>Reads one; null when it does not exist in this scope.</summary>
    Task<Stored<EnvironmentRecord>?> FindAsync(TenantScope scope, EnvironmentId id, CancellationToken cancellation);

    /// <summary>One page, in the order of their ids.</summary>
    Task<PageOf<EnvironmentRecord>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellation);

    /// <summary>Writes a new one. Repeating it with the same id writes nothing and returns what is there.</summary>
    /// <exception cref="Errors.MothershipException">QuotaExceeded, with the quota's name in the detail.</exception>
    Task<Stored<EnvironmentRecord>> CreateAsync(
        TenantScope scope,
        EnvironmentRecord environment,
        int quota,
        CancellationToken cancellation
    );

    /// <summary>Writes one over the state that was read.</summary>
    /// <exception cref="StaleWriteException">It is not what it was; nothing was written.</exception>
    Task<Stored<EnvironmentRecord>> UpdateAsync(
        TenantScope scope,
        EnvironmentRecord environment,
        string etag,
        CancellationToken cancellation
    );

    /// <summary>Removes one and gives its quota back. Nothing happens when it is gone already.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="id">Which.</param>
    /// <param name="etag">The state that is to be removed; null for whatever is there.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="StaleWriteException">It is not what it was; nothing was removed.</exception>
    /// <exception cref="Errors.MothershipException">Conflict: it still has clusters, deleting ones
    /// included.</exception>
    Task DeleteAsync(TenantScope scope, EnvironmentId id, string? etag, CancellationToken cancellation);
}
