using Mothership.DataPlane;
using Mothership.DataPlane.Forwarding;
using Mothership.DataPlane.Registry;
using Mothership.Domain.Services;
using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Workloads;

/// <summary>
/// Hands requests on to the Schema Registries on Kubernetes, whose Confluent-compatible API is below a path of its own.
/// </summary>
public sealed class StrimziRegistries : IRegistryDesk, IDisposable
{
    private const string Api = "/apis/ccompat/v7/";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly WorkloadAddresses _addresses;
    private readonly HttpMessageInvoker _http;
    private readonly RegistryProxy _proxy;

    /// <summary>Over the network.</summary>
    public StrimziRegistries(IKubePools pools, StrimziSettings settings, TimeProvider time)
        : this(pools, settings, time, ReverseProxy.NewHandler()) { }

    internal StrimziRegistries(
        IKubePools pools,
        StrimziSettings settings,
        TimeProvider time,
        HttpMessageHandler handler
    )
    {
        _addresses = new(pools, settings);
        _http = new(handler);
        _proxy = new(_http, Patience, time);
    }

    /// <inheritdoc/>
    public string Name => StrimziOperator.OperatorName;

    /// <inheritdoc/>
    public Task<RegistrySite?> FindAsync(string registry, CancellationToken cancellation) =>
        KubeRefusals.ToldAsync(async () =>
        {
            var found = await _addresses
                .DeploymentAsync(ServiceKind.SchemaRegistry, registry, cancellation)
                .ConfigureAwait(false);
            return found?.Label(KubeNames.Environment) is { } environment
                ? new RegistrySite(registry, environment)
                : null;
        });

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(
        RegistrySite site,
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(site);
        var registry = await KubeRefusals
            .ToldAsync(() => _addresses.FindAsync(site.Environment, site.Id, WorkloadRecipe.RegistryPort, cancellation))
            .ConfigureAwait(false);
        return await _proxy
            .SendAsync(
                registry is null ? throw Refusals.Unavailable("The registry can't be reached.") : new(registry + Api),
                request,
                cancellation
            )
            .ConfigureAwait(false);
    }

    /// <summary>Lets go of its connections.</summary>
    public void Dispose() => _http.Dispose();
}
