using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.DataPlane;
using Mothership.DataPlane.Registry;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;

namespace Mothership.Local.EmbeddedKafka.SchemaRegistry;

/// <summary>
/// The Schema Registries of a region with the embedded operator: each a small registry in this process, reached through
/// the region's app. What is in them lives as long as the process.
/// </summary>
public sealed class EmbeddedRegistries(DataPlaneAddress address) : IEmbeddedService, IRegistryDesk
{
    private readonly ConcurrentDictionary<string, (RegistrySite Site, RegistryApi Api)> _registries = new(
        StringComparer.Ordinal
    );

    /// <inheritdoc/>
    public string Name => EmbeddedClusterOperator.OperatorName;

    /// <inheritdoc/>
    public ServiceKind Kind => ServiceKind.SchemaRegistry;

    /// <inheritdoc/>
    public Task<OperatedService> ApplyAsync(DesiredService desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        _registries.GetOrAdd(desired.Id, id => (new(id, desired.Environment), new RegistryApi(new RegistryStore())));
        return Task.FromResult(
            new OperatedService(
                desired.Id,
                Kind,
                desired.Organization,
                desired.Generation,
                OperatedState.Ready,
                address.Value is { } origin ? $"{origin}/schema-registry/{desired.Id}" : null,
                new Dictionary<string, string>()
            )
        );
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string id, CancellationToken cancellation)
    {
        _registries.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<RegistrySite?> FindAsync(string registry, CancellationToken cancellation) =>
        Task.FromResult(_registries.TryGetValue(registry, out var found) ? found.Site : null);

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(
        RegistrySite site,
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(request);
        if (!_registries.TryGetValue(site.Id, out var found))
            throw Refusals.NotFound("HTTP 404 Not Found");
        var call = await CallAsync(request, cancellation).ConfigureAwait(false);
        var body = found.Api.Answer(call)?.ToJsonString() ?? "null";
        return new(HttpStatusCode.OK)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(RegistryRest.ContentType)),
        };
    }

    private static async Task<RegistryCall> CallAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var parts = request.RequestUri!.OriginalString.Split('?', 2);
        return new(
            request.Method.Method,
            [.. parts[0].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)],
            parts.Length > 1 ? Query(parts[1]) : new Dictionary<string, string>(),
            await BodyAsync(request, cancellation).ConfigureAwait(false)
        );
    }

    private static Dictionary<string, string> Query(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (pair.Split('=', 2) is [var name, var value])
                found.TryAdd(Uri.UnescapeDataString(name), Uri.UnescapeDataString(value));
        return found;
    }

    private static async Task<JsonElement> BodyAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (request.Content is null)
            return default;
        try
        {
            var text = await request.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            if (text.Length == 0)
                return default;
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new DataPlaneException(422, 422, "The body is not valid JSON.");
        }
    }
}
