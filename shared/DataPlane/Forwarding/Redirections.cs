using System.Net;

namespace Mothership.DataPlane.Forwarding;

/// <summary>Where an answer sends a client, in the addresses that the client knows.</summary>
internal static class Redirections
{
    /// <summary>The address for the client; null when the answer names none.</summary>
    /// <exception cref="DataPlaneException">It leads out of what is the target's.</exception>
    internal static string? Translate(ProxyTarget target, Uri asked, HttpResponseMessage answer)
    {
        var isMoved = (int)answer.StatusCode is >= 300 and < 400 and not (int)HttpStatusCode.NotModified;
        var location = answer.Headers.Location;
        answer.Headers.Location = null;
        if (!isMoved)
            return null;
        if (target.PublicBase is { } known && location is not null)
        {
            var whole = new Uri(asked, location).AbsoluteUri;
            var root = target.Base.AbsoluteUri;
            if (whole.StartsWith(root, StringComparison.Ordinal))
                return $"{known}/{whole[root.Length..]}";
            if (whole == root.TrimEnd('/'))
                return known;
        }
        answer.Dispose();
        throw new DataPlaneException(502, 50201, $"The {target.Subject}'s answer makes no sense.");
    }
}
