namespace Mothership.Domain.Errors;

/// <summary>The closed set of ways in which a request can fail. The HTTP edge maps each to one status.</summary>
public enum ErrorKind
{
    /// <summary>The request cannot be read: broken JSON, a wrong type, a bad cursor. HTTP 400.</summary>
    Malformed,

    /// <summary>No credential, or one that is not good. HTTP 401.</summary>
    Unauthenticated,

    /// <summary>A quota is used up; the detail names it. HTTP 402.</summary>
    QuotaExceeded,

    /// <summary>The caller may not do this. HTTP 403.</summary>
    Forbidden,

    /// <summary>It does not exist, or not for this caller. HTTP 404, or 403 where the wire contract says so.</summary>
    NotFound,

    /// <summary>It cannot be had in any form that the caller accepts. HTTP 406.</summary>
    NotAcceptable,

    /// <summary>It contradicts the present state. HTTP 409.</summary>
    Conflict,

    /// <summary>The caller's ETag is not the current one. HTTP 412.</summary>
    PreconditionFailed,

    /// <summary>The body is larger than the limit. HTTP 413.</summary>
    TooLarge,

    /// <summary>It can be read, but its values are not acceptable. HTTP 422.</summary>
    Invalid,

    /// <summary>Too many requests. HTTP 429.</summary>
    TooManyRequests,

    /// <summary>A part of the system that is needed does not answer now. HTTP 503.</summary>
    Unavailable,
}
