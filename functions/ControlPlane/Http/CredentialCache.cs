using System.Collections.Concurrent;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;

namespace Mothership.ControlPlane.Http;

/// <summary>How keys are checked; section <c>Authentication</c> of the settings.</summary>
public sealed class AuthenticationOptions
{
    /// <summary>The name of the settings' section.</summary>
    public const string Section = "Authentication";

    /// <summary>How long what was read of a key may be used again; zero to read it for each request.</summary>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// What was read of keys lately, so that a client's next request needs no read of its key. A key that is revoked is
/// forgotten here at once; another instance of the app takes it for at most <see
/// cref="AuthenticationOptions.CacheFor"/> longer. Keys that there are not are not remembered: a new one works at once.
/// </summary>
public sealed class CredentialCache(AuthenticationOptions options, TimeProvider time)
{
    private const int MostEntries = 10_000;
    private readonly ConcurrentDictionary<ApiKeyId, Entry> _entries = new();
    private long _revocations;

    /// <summary>What is known of a key, read anew when that is too old.</summary>
    internal async Task<ApiKeyCredential?> FindAsync(ApiKeyId id, Func<Task<ApiKeyCredential?>> read)
    {
        if (_entries.TryGetValue(id, out var known) && time.GetElapsedTime(known.ReadAt) < options.CacheFor)
            return known.Credential;
        var (revocations, readAt) = (Interlocked.Read(ref _revocations), time.GetTimestamp());
        var found = await read();
        if (found is null)
            _entries.TryRemove(id, out _);
        else
            Keep(found, readAt, revocations);
        return found;
    }

    /// <summary>Takes note of a use that was recorded, so that it is not recorded again.</summary>
    internal void NoteUse(ApiKeyCredential credential, DateTimeOffset usedAt)
    {
        if (_entries.TryGetValue(credential.Id, out var known))
            _entries.TryUpdate(
                credential.Id,
                known with
                {
                    Credential = known.Credential with { LastUsedAt = usedAt },
                },
                known
            );
    }

    /// <summary>Forgets an organisation's keys. To be called when some of them have been revoked.</summary>
    internal void Forget(OrganizationId organization)
    {
        Interlocked.Increment(ref _revocations);
        foreach (var (id, entry) in _entries)
            if (entry.Credential.Organization == organization)
                _entries.TryRemove(id, out _);
    }

    private void Keep(ApiKeyCredential credential, long readAt, long revocations)
    {
        if (_entries.Count >= MostEntries)
            _entries.Clear();
        _entries[credential.Id] = new(credential, readAt);
        // What was read before a revocation may be what was revoked.
        if (Interlocked.Read(ref _revocations) != revocations)
            _entries.TryRemove(credential.Id, out _);
    }

    private sealed record Entry(ApiKeyCredential Credential, long ReadAt);
}
