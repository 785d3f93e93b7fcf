using Mothership.DataPlane.Forwarding;

namespace Mothership.DataPlane.Registry;

/// <summary>Hands requests on to registries that are servers of their own.</summary>
/// <param name="http">Sends; follows no redirections.</param>
/// <param name="patience">How long until an answer must have begun.</param>
/// <param name="time">Measures that.</param>
public sealed class RegistryProxy(HttpMessageInvoker http, TimeSpan patience, TimeProvider time)
{
    private static readonly HashSet<string> Passed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type",
        "Content-Encoding",
        "Content-Language",
        "Last-Modified",
        "Vary",
        "ETag",
        "Cache-Control",
    };

    private readonly ReverseProxy _proxy = new(http, time);

    /// <summary>Sends a request.</summary>
    /// <param name="registry">Where the registry is, with a slash at the end.</param>
    /// <param name="request">Its address is relative.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataPlaneException">It can't be reached, or is silent.</exception>
    public Task<HttpResponseMessage> SendAsync(
        Uri registry,
        HttpRequestMessage request,
        CancellationToken cancellation
    ) => _proxy.SendAsync(new(registry, "registry", patience, Passed), request, cancellation);
}
