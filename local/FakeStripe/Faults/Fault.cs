namespace Mothership.Local.FakeStripe.Faults;

/// <summary>What can go wrong with a request.</summary>
public enum Fault
{
    /// <summary>Stripe fails before anything has happened: 500, and remembers that under the idempotency key.</summary>
    Before500,

    /// <summary>
    /// Everything has happened, then Stripe fails: 500, and remembers that under the idempotency key.
    /// </summary>
    After500,

    /// <summary>The request never reaches the API: 503, nothing is remembered, and trying again is invited.</summary>
    Unavailable503,

    /// <summary>Too many requests: 429, nothing is remembered.</summary>
    RateLimit429,

    /// <summary>Another request holds the object: 429 with the code lock_timeout, nothing is remembered.</summary>
    LockTimeout429,

    /// <summary>Another request with the same key is under way: 409, nothing is remembered.</summary>
    Conflict409,

    /// <summary>The connection breaks before anything has happened.</summary>
    DropBefore,

    /// <summary>Everything has happened and is remembered; the connection breaks before the answer.</summary>
    DropAfter,

    /// <summary>
    /// Everything has happened and is remembered; the answer does not come until the client gives up.
    /// </summary>
    HangAfter,
}

/// <summary>A request, as those who decide about faults see it.</summary>
/// <param name="Route">The method and the address with stars for ids: <c>POST /v1/invoices/*/pay</c>.</param>
/// <param name="Path">The address as it came.</param>
/// <param name="IdempotencyKey">The key of a POST; null where it has none.</param>
/// <param name="Attempt">How often this request (route, path and key) has come, from 1.</param>
public sealed record FaultCandidate(string Route, string Path, string? IdempotencyKey, int Attempt);

/// <summary>A fault that was injected.</summary>
public sealed record InjectedFault(Fault Fault, FaultCandidate Request);
