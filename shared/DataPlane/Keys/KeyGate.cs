using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Regions;

namespace Mothership.DataPlane.Keys;

/// <summary>
/// Tells who calls, by HTTP Basic with a resource's API key. The operator says which keys there are, for every request;
/// the vault's secret is remembered for some seconds, as a hash. So a key that is deleted opens nothing from the moment
/// on at which its region has heard of it.
/// </summary>
public sealed class KeyGate(IEnumerable<IKeyBook> books, RegionSettings settings, ISecretStore vault, TimeProvider time)
{
    /// <summary>How long a secret is remembered.</summary>
    public static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(5);

    private const string Scheme = "Basic ";
    private const int MaxLength = 1024;
    private const int MostEntries = 10_000;
    private readonly IKeyBook? _book = books.FirstOrDefault(b => b.Name == settings.Operator);
    private readonly ConcurrentDictionary<string, (byte[] Hash, long ReadAt)> _secrets = new(StringComparer.Ordinal);

    /// <summary>The key that a request carries.</summary>
    /// <param name="authorization">The header.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataPlaneException">40101: there is none, or it is not right; a caller can't tell
    /// which.</exception>
    public async Task<ResourceKey> AuthenticateAsync(string? authorization, CancellationToken cancellation)
    {
        var (id, secret) = Parse(authorization) ?? throw Refusals.Unauthenticated();
        var key = _book is null ? null : await _book.FindAsync(id, cancellation).ConfigureAwait(false);
        var expected = key is null ? null : await SecretAsync(key, cancellation).ConfigureAwait(false);
        // Hashed and compared in any case, so that the time taken does not tell whether there is such a key.
        var presented = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        var matches = CryptographicOperations.FixedTimeEquals(presented, expected ?? new byte[presented.Length]);
        return key is not null && expected is not null && matches ? key : throw Refusals.Unauthenticated();
    }

    private async Task<byte[]?> SecretAsync(ResourceKey key, CancellationToken cancellation)
    {
        if (_secrets.TryGetValue(key.Id, out var known) && time.GetElapsedTime(known.ReadAt) < CacheFor)
            return known.Hash;
        var readAt = time.GetTimestamp();
        if (await vault.FindAsync(key.SecretName, cancellation).ConfigureAwait(false) is not { } secret)
        {
            _secrets.TryRemove(key.Id, out _);
            return null;
        }
        if (_secrets.Count >= MostEntries)
            _secrets.Clear();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        _secrets[key.Id] = (hash, readAt);
        return hash;
    }

    private static (string Id, string Secret)? Parse(string? header)
    {
        if (
            header is null
            || header.Length > MaxLength
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        )
            return null;
        var encoded = header.AsSpan(Scheme.Length).Trim();
        if (encoded.IsEmpty || !Base64.IsValid(encoded))
            return null;
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(encoded.ToString()));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && ApiKeyId.IsWellFormed(text[..colon]) ? (text[..colon], text[(colon + 1)..]) : null;
    }
}
