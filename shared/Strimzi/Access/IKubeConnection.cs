using k8s;

namespace Mothership.Strimzi.Access;

/// <summary>The client of one Kubernetes cluster, with credentials that may change.</summary>
public interface IKubeConnection
{
    /// <summary>The client.</summary>
    /// <exception cref="InvalidOperationException">The settings or the vault don't have what it needs.</exception>
    ValueTask<IKubernetes> OpenAsync(CancellationToken cancellation);

    /// <summary>
    /// The server did not take this client's credentials: the next one is made from what is valid now.
    /// </summary>
    void Renew(IKubernetes refused);
}
