using System.Globalization;
using Mothership.Domain.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Services.Workloads;

/// <summary>Finds services on Kubernetes, and where this app reaches them.</summary>
internal sealed class WorkloadAddresses(IKubePools pools, StrimziSettings settings)
{
    /// <summary>The Deployment of a service; null when there is none, or it is going.</summary>
    public async Task<KubeObject?> DeploymentAsync(ServiceKind kind, string id, CancellationToken cancellation)
    {
        // What a client sends must not become a part of a selector.
        if (!id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return null;
        var labels = $"{KubeNames.Ours},{KubeNames.Service}={id},{KubeNames.ServiceKind}={kind}";
        foreach (var pool in pools.All)
        {
            var found = await pool
                .Objects.ListAsync(KubeKind.Deployment, null, labels, cancellation)
                .ConfigureAwait(false);
            if (found.Items.FirstOrDefault(d => !d.IsDeleting) is { } deployment)
                return deployment;
        }
        return null;
    }

    /// <summary>The address of a service, without a slash at the end; null when it has none.</summary>
    public async Task<string?> FindAsync(string environment, string id, int port, CancellationToken cancellation)
    {
        foreach (var pool in pools.All)
        {
            var service = await pool
                .Objects.FindAsync(KubeKind.Service, KubeNames.Namespace(environment), id, cancellation)
                .ConfigureAwait(false);
            if (service is { IsDeleting: false })
                return AddressOf(pool, service, port).TrimEnd('/');
        }
        return null;
    }

    private string AddressOf(KubePool pool, KubeObject service, int port) =>
        settings
            .ServiceAddress.Replace("{pool}", pool.Name, StringComparison.Ordinal)
            .Replace("{namespace}", service.Namespace, StringComparison.Ordinal)
            .Replace("{service}", service.Name, StringComparison.Ordinal)
            .Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
