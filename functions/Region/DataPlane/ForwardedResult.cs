using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Mothership.DataPlane;
using Mothership.DataPlane.Services;

namespace Mothership.Region.DataPlane;

/// <summary>
/// Passes an answer on while it comes, and breaks it off where it breaks off or its key is not good any more: a client
/// that has less than all of it shall not take it for all.
/// </summary>
/// <param name="answer">What is passed on.</param>
/// <param name="realm">What a client without a key is asked one for.</param>
/// <param name="time">Measures how long ago the key was asked about.</param>
internal sealed class ForwardedResult(ServiceAnswer answer, string realm, TimeProvider time) : IResult
{
    private const int Chunk = 16 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (answer)
        {
            WriteHead(httpContext);
            if (!await CopyAsync(httpContext.Response, httpContext.RequestAborted))
                httpContext.Abort();
        }
    }

    private void WriteHead(HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var (response, message) = (http.Response, answer.Message);
        response.StatusCode = (int)message.StatusCode;
        foreach (var (name, values) in message.Headers.Concat(message.Content.Headers))
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                response.Headers[name] = values.ToArray();
        response.Headers["X-Request-Id"] = http.TraceIdentifier;
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = $"Basic realm=\"{realm}\"";
    }

    private async Task<bool> CopyAsync(HttpResponse response, CancellationToken cancellation)
    {
        // So that a client knows that it was heard before there is anything to tell.
        await response.StartAsync(cancellation);
        if (response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
            return true;
        await response.Body.FlushAsync(cancellation);
        var askedAt = time.GetTimestamp();
        var buffer = new byte[Chunk];
        var source = await answer.Message.Content.ReadAsStreamAsync(cancellation);
        while (await ReadAsync(source, buffer, cancellation) is var count and not 0)
        {
            if (count < 0)
                return false;
            if (time.GetElapsedTime(askedAt) >= DataPlaneLimits.KeyCheckEvery)
            {
                if (!await answer.MayGoOnAsync(cancellation))
                    return false;
                askedAt = time.GetTimestamp();
            }
            await response.Body.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }
        return true;
    }

    private static async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellation);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return -1;
        }
    }
}
