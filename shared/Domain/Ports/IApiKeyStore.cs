using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>API keys: their hashes by key id, and their records by organisation. Secrets are never stored.</summary>
public interface IApiKeyStore
{
    /// <summary>
    /// What is needed to prove a secret; null when there is no such key. The only way in without a scope: it leads to
    /// one.
    /// </summary>
    Task<ApiKeyCredential?> FindCredentialAsync(ApiKeyId id, CancellationToken cancellation);

    /// <summary>
    /// Notes that a key was used. The caller keeps to <see cref="ApiKeyCredential.IsUseWorthRecording"/>.
    /// </summary>
    Task RecordUseAsync(TenantScope scope, ApiKeyId id, DateTimeOffset usedAt, CancellationToken cancellation);

    /// <summary>Reads one; null when it does not exist in this scope.</summary>
    Task<Stored<ApiKey>?> FindAsync(TenantScope scope, ApiKeyId id, CancellationToken cancellation);

    /// <summary>One page, in the order of their ids.</summary>
    Task<PageOf<ApiKey>> ListAsync(
        TenantScope scope,
        ApiKeyFilter filter,
        PageRequest page,
        CancellationToken cancellation
    );

    /// <summary>
    /// Writes a new one. Repeating it with the same id and secret writes nothing and returns what is there: so the
    /// secret of a request that may be repeated is made from its claim's seed (<see cref="IdempotencyClaim.Seed"/>).
    /// </summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="key">The record.</param>
    /// <param name="secret">Its secret; only a hash of it is stored.</param>
    /// <param name="quota">How many keys the organisation may have.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Errors.MothershipException">
    /// QuotaExceeded, with the quota's name in the detail; Invalid: its owner does not exist; Conflict: it was there
    /// and is deleted.
    /// </exception>
    Task<Stored<ApiKey>> CreateAsync(
        TenantScope scope,
        ApiKey key,
        string secret,
        int quota,
        CancellationToken cancellation
    );

    /// <summary>Writes one over the state that was read.</summary>
    /// <exception cref="StaleWriteException">It is not what it was; nothing was written.</exception>
    Task<Stored<ApiKey>> UpdateAsync(TenantScope scope, ApiKey key, string etag, CancellationToken cancellation);

    /// <summary>Revokes one for good and gives its quota back. Nothing happens when it is gone already.</summary>
    /// <exception cref="StaleWriteException">It is not what <paramref name="etag"/> says; nothing was
    /// removed.</exception>
    Task DeleteAsync(TenantScope scope, ApiKeyId id, string? etag, CancellationToken cancellation);
}

/// <summary>Which keys to list; an empty collection excludes none.</summary>
/// <param name="Owners">Ids of owners.</param>
/// <param name="Resources">Ids of resources, such as <c>cloud</c>.</param>
public sealed record ApiKeyFilter(IReadOnlyCollection<string> Owners, IReadOnlyCollection<string> Resources)
{
    /// <summary>All keys.</summary>
    public static ApiKeyFilter None { get; } = new([], []);
}
