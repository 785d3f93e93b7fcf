using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Mothership.DataPlane.Keys;
using Mothership.DataPlane.Rest;
using Mothership.Regions;

namespace Mothership.DataPlane.Registry;

/// <summary>A request on a registry, free of the server that took it.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Registry"><c>lsrc-…</c>, out of the path.</param>
/// <param name="PathAndQuery">What follows it, without a slash at the beginning, as sent.</param>
/// <param name="Authorization">The header.</param>
/// <param name="Headers">All headers.</param>
/// <param name="Body">What comes after them.</param>
public sealed record RegistryRequest(
    string Method,
    string Registry,
    string PathAndQuery,
    string? Authorization,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    Stream Body
);

/// <summary>
/// The data plane of the region's Schema Registries: proves the key, which must be one of the registry or of a cluster
/// in its environment, and hands the request on to the registry itself.
/// </summary>
public sealed partial class RegistryRest(
    KeyGate gate,
    IEnumerable<IRegistryDesk> desks,
    RegionSettings settings,
    ILogger<RegistryRest> logger
)
{
    /// <summary>The type of its answers, as clients expect it.</summary>
    public const string ContentType = "application/vnd.schemaregistry.v1+json";

    /// <summary>Largest body of a request, in bytes.</summary>
    public const int MaxBody = 4 * 1024 * 1024;

    private readonly IRegistryDesk? _desk = desks.FirstOrDefault(d => d.Name == settings.Operator);

    /// <summary>Answers a request. Nothing is thrown but the cancellation.</summary>
    public async Task<HttpResponseMessage> HandleAsync(RegistryRequest request, CancellationToken cancellation)
    {
        try
        {
            return await AnswerAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (DataPlaneException e)
        {
            return Refusal(e);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogFailure(e, request.Method, request.Registry);
            return Refusal(new(500, 50001, "Internal Server Error"));
        }
    }

    /// <summary>A refusal on the wire.</summary>
    public static HttpResponseMessage Refusal(DataPlaneException refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var body = new JsonObject { ["error_code"] = refusal.Code, ["message"] = refusal.Message };
        return new((HttpStatusCode)refusal.Status)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(ContentType)),
        };
    }

    private async Task<HttpResponseMessage> AnswerAsync(RegistryRequest request, CancellationToken cancellation)
    {
        var key = await gate.AuthenticateAsync(request.Authorization, cancellation).ConfigureAwait(false);
        var site = _desk is null ? null : await _desk.FindAsync(request.Registry, cancellation).ConfigureAwait(false);
        if (site is null || !Opens(key, site))
            throw Refusals.Unauthenticated();
        using var forwarded = Forwarded(request);
        return await _desk!.SendAsync(site, forwarded, cancellation).ConfigureAwait(false);
    }

    private static bool Opens(ResourceKey key, RegistrySite site) =>
        key.Resource == site.Id
        || (key.Resource.StartsWith("lkc-", StringComparison.Ordinal) && key.Environment == site.Environment);

    // Of what a client sends, only what a registry has use for goes on: above all not its key.
    private static HttpRequestMessage Forwarded(RegistryRequest request)
    {
        var message = new HttpRequestMessage(
            new HttpMethod(request.Method),
            new Uri(request.PathAndQuery, UriKind.Relative)
        );
        if (request.Method is not ("GET" or "HEAD" or "DELETE"))
            message.Content = new StreamContent(new BoundedStream(request.Body, MaxBody));
        foreach (var (name, value) in request.Headers)
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            else if (name.Equals("Accept", StringComparison.OrdinalIgnoreCase))
                message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    [LoggerMessage(LogLevel.Error, "{Method} on the registry {Registry} failed")]
    private partial void LogFailure(Exception failure, string method, string registry);
}
