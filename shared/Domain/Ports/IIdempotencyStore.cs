using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>
/// Answers of requests that carry an Idempotency-Key. Every caller with the same key gets the same resource id and the
/// same answer, however many there are at a time and whatever crashes in between; each entry is forgotten after
/// <see cref="Limits.IdempotencyHours"/>.
/// </summary>
public interface IIdempotencyStore
{
    /// <summary>
    /// The first caller with a key claims it. Later ones get the finished answer, or, while there is none, the same
    /// claim: they do the work again, under the same resource id, and all of it must be safe to repeat.
    /// </summary>
    /// <param name="scope">The organisation; the same key of another one is another key.</param>
    /// <param name="request">The request.</param>
    /// <param name="proposedId">The id for the resource, should this caller be the first.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Errors.MothershipException">Invalid, <c>idempotency_key_reused</c>: the key came with another
    /// request before.</exception>
    Task<IdempotencyClaim> ClaimAsync(
        TenantScope scope,
        IdempotentRequest request,
        string proposedId,
        CancellationToken cancellation
    );

    /// <summary>Keeps the answer, encrypted under the key's own value. The first answer counts.</summary>
    /// <returns>What all callers must answer: the first answer, byte for byte.</returns>
    Task<StoredResponse> CompleteAsync(
        TenantScope scope,
        IdempotentRequest request,
        StoredResponse response,
        CancellationToken cancellation
    );

    /// <summary>Removes what has expired. Only saves space: what has expired is as if absent anyway.</summary>
    /// <returns>How many were removed.</returns>
    Task<int> SweepAsync(CancellationToken cancellation);
}

/// <summary>A request that carries an Idempotency-Key.</summary>
/// <param name="Route">Method and route template, such as <c>POST /cmk/v2/clusters</c>.</param>
/// <param name="Key">The header's value, 1 to <see cref="Limits.IdempotencyKeyLength"/> characters.</param>
/// <param name="RequestHash">SHA-256 of what makes the request this one and no other, in hexadecimal.</param>
public sealed record IdempotentRequest(string Route, string Key, string RequestHash);

/// <summary>What a caller with an Idempotency-Key has to go by.</summary>
/// <param name="ResourceId">The id that the resource gets, whoever creates it.</param>
/// <param name="Seed">32 bytes that nobody can guess, the same for all callers with this key: for secrets that are
/// shown once.</param>
/// <param name="Response">The answer to repeat; null when the work is still to be done.</param>
public sealed record IdempotencyClaim(string ResourceId, IReadOnlyList<byte> Seed, StoredResponse? Response);

/// <summary>An answer, byte for byte.</summary>
public sealed record StoredResponse(
    int Status,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body
);
