namespace Mothership.DataPlane.Forwarding;

/// <summary>A server that requests are handed on to, and what its answers may tell.</summary>
/// <param name="Base">Where it is, with a slash at the end. Nothing is sent to any other place.</param>
/// <param name="Subject">What it is, for messages: <c>registry</c>.</param>
/// <param name="Patience">How long until an answer must have begun.</param>
/// <param name="Passed">The headers of answers that a client may learn of.</param>
/// <param name="PublicBase">The path under which clients know <paramref name="Base"/>, without a slash at the end, so
/// that redirections lead there; null: it has no redirections to offer.</param>
public sealed record ProxyTarget(
    Uri Base,
    string Subject,
    TimeSpan Patience,
    IReadOnlySet<string> Passed,
    string? PublicBase = null
);
