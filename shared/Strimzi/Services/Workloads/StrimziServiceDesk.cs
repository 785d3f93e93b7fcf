using Mothership.DataPlane;
using Mothership.DataPlane.Forwarding;
using Mothership.DataPlane.Services;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Workloads;

/// <summary>Hands requests on to the ksqlDB clusters and Control Centers on Kubernetes.</summary>
public sealed class StrimziServiceDesk : IServiceDesk, IDisposable
{
    // A statement waits for the nodes to agree, and a page for a whole cluster's topics.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly HashSet<string> Passed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Ranges",
        "Cache-Control",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Range",
        "Content-Type",
        "ETag",
        "Expires",
        "Last-Modified",
        "Retry-After",
        "Vary",
    };

    private static readonly HashSet<string> PassedOfPages = new([.. Passed, "Set-Cookie"], Passed.Comparer);
    private readonly WorkloadAddresses _addresses;
    private readonly DataPlaneAddress _address;
    private readonly HttpMessageInvoker _http;
    private readonly ReverseProxy _proxy;

    /// <summary>Over the network.</summary>
    public StrimziServiceDesk(IKubePools pools, StrimziSettings settings, DataPlaneAddress address, TimeProvider time)
    {
        (_addresses, _address) = (new(pools, settings), address);
        _http = new(ReverseProxy.NewHandler());
        _proxy = new(_http, time);
    }

    /// <inheritdoc/>
    public string Name => StrimziOperator.OperatorName;

    /// <inheritdoc/>
    public Task<ServiceSite?> FindAsync(ServiceKind kind, string id, CancellationToken cancellation) =>
        KubeRefusals.ToldAsync(async () =>
            await _addresses.DeploymentAsync(kind, id, cancellation).ConfigureAwait(false) is { } found
            && found.Label(KubeNames.Environment) is { } environment
            && found.Label(KubeNames.Cluster) is { } cluster
                ? new ServiceSite(id, kind, environment, cluster, found.Number("spec", "replicas") == 0)
                : null
        );

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(
        ServiceSite site,
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(site);
        var target =
            await KubeRefusals.ToldAsync(() => TargetAsync(site, cancellation)).ConfigureAwait(false)
            ?? throw Refusals.Unavailable("The service can't be reached.");
        return await _proxy.SendAsync(target, request, cancellation).ConfigureAwait(false);
    }

    /// <summary>Lets go of its connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<ProxyTarget?> TargetAsync(ServiceSite site, CancellationToken cancellation)
    {
        var isPages = site.Kind == ServiceKind.ControlCenter;
        var port = isPages ? WorkloadRecipe.ConsolePort : WorkloadRecipe.KsqldbPort;
        if (
            await _addresses.FindAsync(site.Environment, site.Id, port, cancellation).ConfigureAwait(false)
            is not { } at
        )
            return null;
        var known = _address.Path + DataPlanePaths.Of(site.Kind, site.Id);
        return isPages
            ? new(new($"{at}{known}/"), "Control Center", Patience, PassedOfPages, known)
            : new(new($"{at}/"), "ksqlDB cluster", Patience, Passed, known);
    }
}
