using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mothership.Region.DataPlane;

/// <summary>Paths as they were sent: names in them may hold slashes and anything else, percent-encoded.</summary>
internal static class SentPath
{
    /// <summary>What follows a prefix, with the query, without a slash at the beginning.</summary>
    internal static string Below(HttpRequest request, string prefix)
    {
        var sent = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (sent is not null && Begins(sent, prefix))
            return sent[prefix.Length..].TrimStart('/');
        // The server has made another path of it, such as one without dots.
        var path = request.Path.ToUriComponent();
        var rest = Begins(path, prefix) ? path[prefix.Length..] : "";
        return (rest + request.QueryString).TrimStart('/');
    }

    private static bool Begins(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        && (text.Length == prefix.Length || text[prefix.Length] is '/' or '?');
}
