using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>The operations of an organisation. They begin with <see cref="IClusterStore"/>'s transactions.</summary>
public interface IOperationStore
{
    /// <summary>Reads one; null when it does not exist in this scope.</summary>
    Task<Stored<Operation>?> FindAsync(TenantScope scope, OperationId id, CancellationToken cancellation);

    /// <summary>
    /// One page, newest first within the store's order of ids; of a resource when one is given: those of a cluster are
    /// also those of what works on it.
    /// </summary>
    Task<PageOf<Operation>> ListAsync(
        TenantScope scope,
        ResourceId? resource,
        PageRequest page,
        CancellationToken cancellation
    );

    /// <summary>
    /// Writes an operation over the state that was read. Reaching a final status takes it off the list of open ones.
    /// </summary>
    /// <exception cref="StaleWriteException">It is not what it was; nothing was written.</exception>
    Task<Stored<Operation>> SaveAsync(
        TenantScope scope,
        Operation operation,
        string etag,
        CancellationToken cancellation
    );

    /// <summary>All operations that are not final, of all organisations: what a restart has to carry on with.</summary>
    IAsyncEnumerable<OpenOperation> OpenAsync(CancellationToken cancellation);
}

/// <summary>An entry of the list of open operations.</summary>
public sealed record OpenOperation(OrganizationId Organization, OperationId Operation);
