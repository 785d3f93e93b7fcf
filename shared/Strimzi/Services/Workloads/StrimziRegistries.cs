using System.Globalization;
using Mothership.DataPlane;
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
    private readonly IKubePools _pools;
    private readonly StrimziSettings _settings;
    private readonly HttpMessageInvoker _http;
    private readonly RegistryProxy _proxy;

    /// <summary>Over the network.</summary>
    public StrimziRegistries(IKubePools pools, StrimziSettings settings, TimeProvider time)
        : this(pools, settings, time, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { }

    internal StrimziRegistries(
        IKubePools pools,
        StrimziSettings settings,
        TimeProvider time,
        HttpMessageHandler handler
    )
    {
        (_pools, _settings) = (pools, settings);
        _http = new(handler);
        _proxy = new(_http, Patience, time);
    }

    /// <inheritdoc/>
    public string Name => StrimziOperator.OperatorName;

    /// <inheritdoc/>
    public Task<RegistrySite?> FindAsync(string registry, CancellationToken cancellation) =>
        KubeRefusals.ToldAsync(async () =>
        {
            // What a client sends must not become a part of a selector.
            if (!registry.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
                return null;
            var labels =
                $"{KubeNames.Ours},{KubeNames.Service}={registry},{KubeNames.ServiceKind}={ServiceKind.SchemaRegistry}";
            foreach (var pool in _pools.All)
            {
                var found = await pool
                    .Objects.ListAsync(KubeKind.Deployment, null, labels, cancellation)
                    .ConfigureAwait(false);
                if (found.Items.FirstOrDefault(d => !d.IsDeleting)?.Label(KubeNames.Environment) is { } environment)
                    return new RegistrySite(registry, environment);
            }
            return null;
        });

    /// <inheritdoc/>
    public async Task<HttpResponseMessage> SendAsync(
        RegistrySite site,
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(site);
        var registry = await KubeRefusals.ToldAsync(() => AddressAsync(site, cancellation)).ConfigureAwait(false);
        return await _proxy
            .SendAsync(registry ?? throw Refusals.Unavailable("The registry can't be reached."), request, cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Lets go of its connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<Uri?> AddressAsync(RegistrySite site, CancellationToken cancellation)
    {
        foreach (var pool in _pools.All)
        {
            var service = await pool
                .Objects.FindAsync(KubeKind.Service, KubeNames.Namespace(site.Environment), site.Id, cancellation)
                .ConfigureAwait(false);
            if (service is { IsDeleting: false })
                return new(AddressOf(pool, service).TrimEnd('/') + Api);
        }
        return null;
    }

    private string AddressOf(KubePool pool, KubeObject service) =>
        _settings
            .ServiceAddress.Replace("{pool}", pool.Name, StringComparison.Ordinal)
            .Replace("{namespace}", service.Namespace, StringComparison.Ordinal)
            .Replace("{service}", service.Name, StringComparison.Ordinal)
            .Replace(
                "{port}",
                WorkloadRecipe.RegistryPort.ToString(CultureInfo.InvariantCulture),
                StringComparison.Ordinal
            );
}
