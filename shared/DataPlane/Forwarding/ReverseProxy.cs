using System.Net.Sockets;

namespace Mothership.DataPlane.Forwarding;

/// <summary>
/// Hands requests on to servers of ours. Answers are passed on while they come; what does not begin to answer in time
/// is said not to. Of an answer's headers only those go on that are named: above all none that is about the connection.
/// </summary>
/// <param name="http">Sends; follows no redirections.</param>
/// <param name="time">Measures patience.</param>
public sealed class ReverseProxy(HttpMessageInvoker http, TimeProvider time)
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(2);

    /// <summary>What sends requests inside of the region: directly, without memory of cookies.</summary>
    public static SocketsHttpHandler NewHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = ConnectPatience,
            // Pods come and go; a name is looked up again from time to time.
            PooledConnectionLifetime = ConnectionLife,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,
        };

    /// <summary>Sends a request.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="request">Its address is relative.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataPlaneException">It can't be reached, is silent, or says what makes no sense.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        ProxyTarget target,
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(request);
        request.RequestUri = Below(target.Base, request.RequestUri!);
        using var deadline = new CancellationTokenSource(target.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            return Cleaned(target, request, await http.SendAsync(request, either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new DataPlaneException(504, 50401, $"The {target.Subject} does not answer in time.");
        }
        catch (Exception e) when (RefusalIn(e) is { } refusal)
        {
            throw refusal;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw new DataPlaneException(503, 50301, $"The {target.Subject} can't be reached.", e);
        }
    }

    // Dots in a path could lead out of the target's own, here or there.
    private static Uri Below(Uri root, Uri relative)
    {
        var text = relative.OriginalString.TrimStart('/');
        var whole = new Uri(root, "./" + text);
        return SafePaths.IsBelow(text) && whole.AbsoluteUri.StartsWith(root.AbsoluteUri, StringComparison.Ordinal)
            ? whole
            : throw Refusals.NotFound("HTTP 404 Not Found");
    }

    // What reading a client's body has refused arrives here as the cause of a failure to send it.
    private static DataPlaneException? RefusalIn(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
            if (failure is DataPlaneException refusal)
                return refusal;
        return null;
    }

    private static HttpResponseMessage Cleaned(
        ProxyTarget target,
        HttpRequestMessage request,
        HttpResponseMessage answer
    )
    {
        var location = Redirections.Translate(target, request.RequestUri!, answer);
        foreach (var header in answer.Headers.Select(h => h.Key).Where(n => !target.Passed.Contains(n)).ToList())
            answer.Headers.Remove(header);
        foreach (
            var header in answer.Content.Headers.Select(h => h.Key).Where(n => !target.Passed.Contains(n)).ToList()
        )
            answer.Content.Headers.Remove(header);
        if (location is not null)
            answer.Headers.TryAddWithoutValidation("Location", location);
        return answer;
    }
}
