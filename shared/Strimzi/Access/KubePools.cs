using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Ports;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Access;

/// <summary>The region's Kubernetes clusters as the settings have them.</summary>
public sealed class KubePools(
    IConfiguration configuration,
    ISecretStore vault,
    TimeProvider time,
    IKubeHandlers? handlers,
    ILogger<KubeConnection>? logger = null
) : IKubePools
{
    /// <inheritdoc/>
    public IReadOnlyList<KubePool> All { get; } =
    [
        .. KubeSettings
            .From(configuration)
            .Select(k => new KubePool(
                k.Name,
                new KubeObjects(new KubeConnection(k, vault, time, handlers, logger), time)
            )
            {
                ClustersMax = k.ClustersMax,
                UnitsMax = k.UnitsMax,
                Accepting = k.Accepting,
            }),
    ];
}
