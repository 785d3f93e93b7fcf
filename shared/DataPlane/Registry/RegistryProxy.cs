using System.Net;

namespace Mothership.DataPlane.Registry;

/// <summary>
/// Hands requests on to registries that are servers of their own. Answers are passed on while they come; what does not
/// begin to answer in time is said not to.
/// </summary>
/// <param name="http">Sends; follows no redirections.</param>
/// <param name="patience">How long until an answer must have begun.</param>
/// <param name="time">Measures that.</param>
public sealed class RegistryProxy(HttpMessageInvoker http, TimeSpan patience, TimeProvider time)
{
    /// <summary>What a client may learn of an answer's headers.</summary>
    private static readonly HashSet<string> Passed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type",
        "Vary",
        "ETag",
        "Cache-Control",
    };

    /// <summary>Sends a request.</summary>
    /// <param name="registry">Where the registry is, with a slash at the end.</param>
    /// <param name="request">Its address is relative.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataPlaneException">It can't be reached, or is silent.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        Uri registry,
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        request.RequestUri = Below(registry, request.RequestUri!);
        using var deadline = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            return Cleaned(await http.SendAsync(request, either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new DataPlaneException(504, 50401, "The registry does not answer in time.");
        }
        catch (HttpRequestException e)
        {
            throw new DataPlaneException(503, 50301, "The registry can't be reached.", e);
        }
    }

    // Dots in a path could lead out of the registry's own.
    private static Uri Below(Uri registry, Uri relative)
    {
        var text = relative.OriginalString.TrimStart('/');
        var whole = new Uri(registry, "./" + text);
        return whole.AbsoluteUri.StartsWith(registry.AbsoluteUri, StringComparison.Ordinal)
            ? whole
            : throw Refusals.NotFound("HTTP 404 Not Found");
    }

    private static HttpResponseMessage Cleaned(HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode is >= 300 and < 400)
        {
            answer.Dispose();
            throw new DataPlaneException(
                (int)HttpStatusCode.BadGateway,
                50201,
                "The registry's answer makes no sense."
            );
        }
        foreach (var header in answer.Headers.Select(h => h.Key).Where(n => !Passed.Contains(n)).ToList())
            answer.Headers.Remove(header);
        return answer;
    }
}
