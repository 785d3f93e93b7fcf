using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>The people of an organisation.</summary>
public interface IUserStore
{
    /// <summary>Reads one; null when it does not exist in this scope.</summary>
    Task<Stored<User>?> FindAsync(TenantScope scope, UserId id, CancellationToken cancellation);

    /// <summary>One page, in the order of their ids.</summary>
    Task<PageOf<User>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellation);

    /// <summary>Writes a new one. Repeating it with the same id writes nothing and returns what is there.</summary>
    Task<Stored<User>> CreateAsync(TenantScope scope, User user, CancellationToken cancellation);

    /// <summary>Writes one over the state that was read.</summary>
    /// <exception cref="StaleWriteException">It is not what it was; nothing was written.</exception>
    Task<Stored<User>> UpdateAsync(TenantScope scope, User user, string etag, CancellationToken cancellation);

    /// <summary>Removes one with all its API keys. Nothing happens when it is gone already.</summary>
    /// <exception cref="StaleWriteException">It is not what <paramref name="etag"/> says; nothing was
    /// removed.</exception>
    /// <exception cref="Errors.MothershipException">Conflict: it is the last administrator.</exception>
    Task DeleteAsync(TenantScope scope, UserId id, string? etag, CancellationToken cancellation);
}

/// <summary>The programs' accounts of an organisation.</summary>
public interface IServiceAccountStore
{
    /// <summary>Reads one; null when it does not exist in this scope.</summary>
    Task<Stored<ServiceAccount>?> FindAsync(TenantScope scope, ServiceAccountId id, CancellationToken cancellation);

    /// <summary>One page, in the order of their ids; only those of a name when names are given.</summary>
    Task<PageOf<ServiceAccount>> ListAsync(
        TenantScope scope,
        IReadOnlyCollection<string> displayNames,
        PageRequest page,
        CancellationToken cancellation
    );

    /// <summary>Writes a new one. Repeating it with the same id writes nothing and returns what is there.</summary>
    /// <exception cref="Errors.MothershipException">
    /// QuotaExceeded, with the quota's name in the detail; or Conflict, <c>resource_already_exists</c>: the name is
    /// taken.
    /// </exception>
    Task<Stored<ServiceAccount>> CreateAsync(
        TenantScope scope,
        ServiceAccount account,
        int quota,
        CancellationToken cancellation
    );

    /// <summary>Writes one over the state that was read.</summary>
    /// <exception cref="StaleWriteException">It is not what it was; nothing was written.</exception>
    Task<Stored<ServiceAccount>> UpdateAsync(
        TenantScope scope,
        ServiceAccount account,
        string etag,
        CancellationToken cancellation
    );

    /// <summary>
    /// Removes one with all its API keys and gives its quota back. Nothing happens when it is gone already.
    /// </summary>
    /// <exception cref="StaleWriteException">It is not what <paramref name="etag"/> says; nothing was
    /// removed.</exception>
    Task DeleteAsync(TenantScope scope, ServiceAccountId id, string? etag, CancellationToken cancellation);
}
