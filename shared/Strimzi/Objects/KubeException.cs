namespace Mothership.Strimzi.Objects;

/// <summary>Why the API server did not do what it was asked.</summary>
public enum KubeFault
{
    /// <summary>It can't be reached, is overloaded or has an error of its own: another try may succeed.</summary>
    Unavailable,

    /// <summary>It does not know who asks: 401. Credentials that are renewed may help.</summary>
    Unauthorized,

    /// <summary>The one who asks may not: 403. Also a quota that is used up, see <see
    /// cref="KubeException.IsQuota"/>.</summary>
    Forbidden,

    /// <summary>The object, its namespace or its kind is not there: 404.</summary>
    Missing,

    /// <summary>Somebody else was quicker, or it exists already: 409.</summary>
    Conflict,

    /// <summary>The history that a watch or a list should go on from is gone: 410.</summary>
    Expired,

    /// <summary>The object is not as the server wants it: 400, 422.</summary>
    Invalid,
}

/// <summary>The API server did not do what it was asked.</summary>
/// <param name="fault">Why.</param>
/// <param name="message">For operators, never for customers.</param>
/// <param name="inner">The cause.</param>
public sealed class KubeException(KubeFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Why.</summary>
    public KubeFault Fault { get; } = fault;

    /// <summary>When the server wants to be asked again; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether not even the kind of the object is there: its definition is not installed.</summary>
    public bool IsKindMissing { get; init; }

    /// <summary>Whether it was forbidden for a quota that is used up.</summary>
    public bool IsQuota => Fault == KubeFault.Forbidden && Message.Contains("exceeded quota", StringComparison.Ordinal);
}
