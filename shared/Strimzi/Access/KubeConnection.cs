using System.Text;
using k8s;
using Mothership.Domain.Ports;

namespace Mothership.Strimzi.Access;

/// <summary>
/// The client of one Kubernetes cluster, made when it is first needed. When the server does not take its credentials
/// any more, it is made again from what the vault then has, so that a secret can be exchanged while the app runs.
/// </summary>
public sealed class KubeConnection(KubeSettings settings, ISecretStore vault, IKubeHandlers? handlers = null)
    : IKubeConnection
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _opening = new(1);
    private volatile IKubernetes? _client;

    /// <inheritdoc/>
    public async ValueTask<IKubernetes> OpenAsync(CancellationToken cancellation)
    {
        if (_client is { } open)
            return open;
        await _opening.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return _client ??= await MakeAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public void Renew(IKubernetes refused)
    {
        // Not disposed of: others may still be waiting for its answers.
        if (ReferenceEquals(_client, refused))
            _client = null;
    }

    private async Task<IKubernetes> MakeAsync(CancellationToken cancellation)
    {
        var configuration = settings.KubeconfigSecret is { } secret
            ? await FromVaultAsync(secret, cancellation).ConfigureAwait(false)
            : KubernetesClientConfiguration.InClusterConfig();
        configuration.HttpClientTimeout = RequestTimeout;
        return new Kubernetes(configuration, handlers?.For(settings.Name) ?? []);
    }

    private async Task<KubernetesClientConfiguration> FromVaultAsync(string secret, CancellationToken cancellation)
    {
        var kubeconfig =
            await vault.FindAsync(secret, cancellation).ConfigureAwait(false)
            ?? throw new InvalidOperationException(
                $"The vault has no secret '{secret}', which Kubernetes:{settings.Name}:KubeconfigSecret names."
            );
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(kubeconfig));
        return KubernetesClientConfiguration.BuildConfigFromConfigFile(stream);
    }
}

/// <summary>What stands on the way of every request; for tests.</summary>
public interface IKubeHandlers
{
    /// <summary>New handlers for a client of this Kubernetes cluster.</summary>
    DelegatingHandler[] For(string pool);
}
