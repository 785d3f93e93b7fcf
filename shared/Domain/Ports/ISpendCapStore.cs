using Mothership.Domain.Ids;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>
/// Spend caps. A creation that races with the change of a cap is held to the cap as it is when the creation counts.
/// </summary>
public interface ISpendCapStore
{
    /// <summary>Reads one; null when it does not exist in this scope.</summary>
    Task<Stored<SpendCap>?> FindAsync(TenantScope scope, SpendCapId id, CancellationToken cancellation);

    /// <summary>One page, in the order of their ids.</summary>
    Task<PageOf<SpendCap>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellation);

    /// <summary>Writes a new one. Repeating it with the same id writes nothing and returns what is there.</summary>
    /// <exception cref="Errors.MothershipException">
    /// QuotaExceeded, with the quota's name in the detail; Invalid: there is no such environment; Conflict: it was
    /// there and is deleted.
    /// </exception>
    Task<Stored<SpendCap>> CreateAsync(TenantScope scope, SpendCap cap, int quota, CancellationToken cancellation);

    /// <summary>Writes one over the state that was read.</summary>
    /// <exception cref="StaleWriteException">It is not what it was; nothing was written.</exception>
    Task<Stored<SpendCap>> UpdateAsync(TenantScope scope, SpendCap cap, string etag, CancellationToken cancellation);

    /// <summary>Removes one. Nothing happens when it is gone already.</summary>
    /// <exception cref="StaleWriteException">It is not what <paramref name="etag"/> says; nothing was
    /// removed.</exception>
    Task DeleteAsync(TenantScope scope, SpendCapId id, string? etag, CancellationToken cancellation);

    /// <summary>A part of the organisations that have caps, or had some, in the order of their ids.</summary>
    /// <param name="after">The last one of the part before; null for the first part.</param>
    /// <param name="size">The most to read.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<IReadOnlyList<OrganizationId>> CappedAsync(OrganizationId? after, int size, CancellationToken cancellation);

    /// <summary>Takes an organisation that has no caps off that list.</summary>
    Task UncapAsync(TenantScope scope, CancellationToken cancellation);
}
