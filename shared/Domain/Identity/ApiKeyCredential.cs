using System.Security.Cryptography;
using Mothership.Domain.Ids;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Identity;

/// <summary>What a look-up by key id alone gives: enough to prove a secret, and nothing else.</summary>
/// <param name="Id">The key.</param>
/// <param name="Organization">The organisation that it belongs to.</param>
/// <param name="Owner">On whose behalf it acts.</param>
/// <param name="Resource">What it opens.</param>
/// <param name="SecretHash">See <see cref="ApiKeySecret.Hash"/>.</param>
/// <param name="ExpiresAt">From then on it opens nothing; null: never.</param>
/// <param name="LastUsedAt">When it was last used, to the hour; null when never.</param>
public sealed record ApiKeyCredential(
    ApiKeyId Id,
    OrganizationId Organization,
    ApiKeyOwner Owner,
    ApiKeyResource Resource,
    IReadOnlyList<byte> SecretHash,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt
)
{
    /// <summary>How much time passes between two records of a key's use.</summary>
    public static readonly TimeSpan UseGranularity = TimeSpan.FromHours(1);

    /// <summary>Proves a secret against what is stored of its key.</summary>
    /// <param name="stored">What was found under the key's id; null when there is nothing.</param>
    /// <param name="key">The key's id, as presented.</param>
    /// <param name="secret">The secret, as presented.</param>
    /// <param name="now">Decides about expiry.</param>
    /// <returns>Null when the key is unknown, expired or not for the control plane, or the secret is wrong: a caller
    /// can't tell which.</returns>
    public static Principal? Prove(ApiKeyCredential? stored, ApiKeyId key, string secret, DateTimeOffset now)
    {
        // The hash is computed and compared in any case, so that the time taken does not tell whether a key exists.
        var presented = ApiKeySecret.Hash(key, secret);
        byte[] expected = stored is null ? new byte[presented.Length] : [.. stored.SecretHash];
        var matches = CryptographicOperations.FixedTimeEquals(presented, expected);
        if (stored is null || !matches || stored.Id != key || stored.IsExpired(now))
            return null;
        return stored.Resource == ApiKeyResource.Cloud
            ? new Principal(stored.Organization, stored.Owner.Id, key.Value)
            : null;
    }

    /// <summary>Whether it has ceased to open anything. Half-open: at <see cref="ExpiresAt"/> it has.</summary>
    public bool IsExpired(DateTimeOffset now) => ExpiresAt is { } end && now >= end;

    /// <summary>Whether a use at this time is worth a write.</summary>
    public bool IsUseWorthRecording(DateTimeOffset now) => LastUsedAt is not { } last || now - last >= UseGranularity;
}
