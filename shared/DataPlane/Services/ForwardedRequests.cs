using System.Globalization;
using Mothership.DataPlane.Rest;

namespace Mothership.DataPlane.Services;

/// <summary>
/// Makes requests for services. Of a client's headers only those go on that are named, so none that is about its
/// connection to us, and never its key.
/// </summary>
internal static class ForwardedRequests
{
    /// <exception cref="DataPlaneException">The body is said to be too large.</exception>
    internal static HttpRequestMessage Of(ServiceRequest request, IEnumerable<string> passed, long mostBody)
    {
        var message = new HttpRequestMessage(
            new HttpMethod(request.Method),
            new Uri(request.PathAndQuery, UriKind.RelativeOrAbsolute)
        );
        foreach (var name in passed)
            if (request.Header(name) is { } value)
                message.Headers.TryAddWithoutValidation(name, value);
        if (request.Method is "GET" or "HEAD")
            return message;
        message.Content = new StreamContent(new BoundedStream(request.Body, mostBody));
        if (request.Header("Content-Type") is { } type)
            message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (LengthOf(request) is { } length)
            message.Content.Headers.ContentLength = length <= mostBody ? length : throw Refusals.TooLarge();
        return message;
    }

    private static long? LengthOf(ServiceRequest request) =>
        long.TryParse(request.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : null;
}
