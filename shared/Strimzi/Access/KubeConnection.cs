using System.Text;
using k8s;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Ports;

namespace Mothership.Strimzi.Access;

/// <summary>
/// The client of one Kubernetes cluster, made when it is first needed. When the server does not take its credentials
/// any more, it is made again from what the vault, or the file of the app's service account, then has, so that they
/// can be exchanged while the app runs. They are looked up again at most every few seconds.
/// </summary>
public sealed class KubeConnection(
    KubeSettings settings,
    ISecretStore vault,
    TimeProvider time,
    IKubeHandlers? handlers = null,
    ILogger<KubeConnection>? logger = null
) : IKubeConnection
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _opening = new(1);
    private volatile IKubernetes? _client;
    private volatile IKubernetes? _refused;
    private string? _kubeconfig;
    private DateTimeOffset _lookedUp;

    /// <inheritdoc/>
    public async ValueTask<IKubernetes> OpenAsync(CancellationToken cancellation)
    {
        if (_client is { } open && !ReferenceEquals(open, _refused))
            return open;
        await _opening.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_client is null || (ReferenceEquals(_client, _refused) && IsTimeToLookUp()))
                _client = await RenewedAsync(_client, cancellation).ConfigureAwait(false);
            return _client;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public void Renew(IKubernetes refused)
    {
        if (ReferenceEquals(_client, refused))
            _refused = refused;
    }

    // While nobody has put better ones there, every request is refused, and none of them is to ask the vault, too.
    private bool IsTimeToLookUp() => time.GetUtcNow() - _lookedUp >= Patience;

    // One that was refused is not disposed of: others may still be waiting for its answers.
    private async Task<IKubernetes> RenewedAsync(IKubernetes? refused, CancellationToken cancellation)
    {
        _lookedUp = time.GetUtcNow();
        if (settings.KubeconfigSecret is not { } secret)
            return Make(KubernetesClientConfiguration.InClusterConfig());
        var kubeconfig =
            await vault.FindAsync(secret, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException(
                $"The vault has no secret '{secret}', which Kubernetes:{settings.Name}:KubeconfigSecret names."
            );
        if (refused is not null && kubeconfig == _kubeconfig)
        {
            logger?.LogError(
                "Kubernetes cluster {Pool} does not take the credentials of secret {Secret} any more: put a kubeconfig "
                    + "that is valid into the vault under that name. It is taken up within seconds, without a restart",
                settings.Name,
                secret
            );
            return refused;
        }
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(kubeconfig));
        var client = Make(KubernetesClientConfiguration.BuildConfigFromConfigFile(stream));
        _kubeconfig = kubeconfig;
        return client;
    }

    private Kubernetes Make(KubernetesClientConfiguration configuration)
    {
        configuration.HttpClientTimeout = RequestTimeout;
        return new Kubernetes(configuration, handlers?.For(settings.Name) ?? []);
    }
}

/// <summary>What stands on the way of every request; for tests.</summary>
public interface IKubeHandlers
{
    /// <summary>New handlers for a client of this Kubernetes cluster.</summary>
    DelegatingHandler[] For(string pool);
}
