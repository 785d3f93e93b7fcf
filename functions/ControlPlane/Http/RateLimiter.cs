using System.Collections.Concurrent;
using Mothership.Domain.Ids;

namespace Mothership.ControlPlane.Http;

/// <summary>How much of the API an organisation may use; section <c>RateLimit</c> of the settings.</summary>
public sealed class RateLimitOptions
{
    /// <summary>The name of the settings' section.</summary>
    public const string Section = "RateLimit";

    /// <summary>Requests per <see cref="Window"/>; as many may come at once.</summary>
    public int Requests { get; set; } = 60_000;

    /// <summary>The time in which a used-up allowance fills again.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>Where an organisation stands with its allowance.</summary>
/// <param name="Allowed">Whether this request fits.</param>
/// <param name="Limit">Requests per window.</param>
/// <param name="Remaining">Requests that would fit now.</param>
/// <param name="ResetSeconds">Until the allowance is full again.</param>
/// <param name="RetryAfterSeconds">Until the next request fits; 0 when this one did.</param>
public readonly record struct RateState(
    bool Allowed,
    int Limit,
    long Remaining,
    long ResetSeconds,
    long RetryAfterSeconds
);

/// <summary>
/// A bucket of requests for each organisation, kept as one number: the moment at which the bucket will be full again. A
/// request moves it on by one request's share of the window, and fits while it is no more than a window away.
/// </summary>
public sealed class RateLimiter(RateLimitOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<OrganizationId, Bucket> _buckets = new();
    private readonly long _window = options.Window.Ticks;
    private readonly long _share = Math.Max(1, options.Window.Ticks / Math.Max(1, options.Requests));
    private readonly long _start = time.GetTimestamp();

    /// <summary>Takes one request from an organisation's bucket.</summary>
    public RateState Take(OrganizationId organization)
    {
        var bucket = _buckets.GetOrAdd(organization, static _ => new Bucket());
        lock (bucket)
            return Take(bucket, time.GetElapsedTime(_start).Ticks);
    }

    private RateState Take(Bucket bucket, long now)
    {
        var full = Math.Max(bucket.FullAt, now) + _share;
        var missing = full - now - _window;
        if (missing > 0)
            return State(false, bucket.FullAt - now, Seconds(missing));
        bucket.FullAt = full;
        return State(true, full - now, 0);
    }

    private RateState State(bool allowed, long used, long retryAfter) =>
        new(allowed, options.Requests, Math.Max(0, (_window - used) / _share), Seconds(used), retryAfter);

    private static long Seconds(long ticks) => (ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

    private sealed class Bucket
    {
        public long FullAt;
    }
}
