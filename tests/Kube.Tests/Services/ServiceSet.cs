using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions.Services;
using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services;
using Mothership.Strimzi.Services.Connect;

namespace Kube.Tests.Services;

/// <summary>One service of each sort, and what runs them.</summary>
internal static class ServiceSet
{
    /// <summary>A worker of a region.</summary>
    public static StrimziServiceOperator Worker(IClusterPlaces places, IKubePools pools, ISecretStore vault) =>
        new(
            [
                new StrimziCredentials(places, pools, Wanted.Acls(places), vault),
                Wanted.Workloads(places, pools),
                new StrimziConnectors(
                    places,
                    pools,
                    Wanted.Acls(places),
                    vault,
                    ConnectorWorld.Settings(),
                    TimeProvider.System
                ),
            ],
            pools,
            places,
            new(),
            TimeProvider.System,
            NullLogger<StrimziServiceOperator>.Instance
        );

    /// <param name="environment">Where.</param>
    /// <param name="cluster">On which cluster.</param>
    /// <param name="own">Makes their ids different from others'.</param>
    public static IReadOnlyList<DesiredService> Of(string environment, string cluster, string own)
    {
        var registry = Wanted.Registry($"lsrc-{own}", environment);
        return
        [
            registry,
            Wanted.Of(ServiceKind.Ksqldb, $"lksqlc-{own}", environment, cluster),
            Wanted.Of(ServiceKind.ControlCenter, $"lcon-{own}", environment, cluster),
            Key($"cred-{own}a", "ABCDEFGH01234567", environment, cluster, cluster),
            Key($"cred-{own}b", "HGFEDCBA76543210", environment, null, registry.Id),
            ConnectorWorld.Desired($"lcc-{own}", cluster, environment),
        ];
    }

    private static DesiredService Key(string id, string key, string environment, string? cluster, string opens) =>
        Wanted.Of(ServiceKind.Credential, id, environment, cluster) with
        {
            Spec = new(
                1,
                new Dictionary<string, string>
                {
                    [ServiceNames.Key] = key,
                    [ServiceNames.Owner] = "sa-bot",
                    [ServiceNames.Resource] = opens,
                },
                new Dictionary<string, string> { [ServiceNames.Secret] = $"kafka-key-{key}" }
            ),
        };
}
