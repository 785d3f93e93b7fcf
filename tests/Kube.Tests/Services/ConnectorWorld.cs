using Kube.Tests.Memory;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Strimzi.Services.Connect;

namespace Kube.Tests.Services;

/// <summary>What tests of connectors have in common.</summary>
internal static class ConnectorWorld
{
    public const string Value = "s3cret-value";

    public static DesiredService Desired(string id, string cluster, string environment, int tasks = 1) =>
        new()
        {
            Id = id,
            Kind = ServiceKind.Connector,
            Organization = "org",
            Environment = environment,
            Cluster = cluster,
            Generation = 1,
            Spec = new(
                tasks,
                new Dictionary<string, string>
                {
                    ["connector.class"] = "PostgresSink",
                    ["name"] = "mine",
                    ["tasks.max"] = $"{tasks}",
                    ["topics"] = "orders",
                    ["mothership.other"] = "x",
                },
                new Dictionary<string, string>
                {
                    ["connection.password"] = $"{id}-password-1",
                    ["kafka.api.key"] = $"{id}-key-1",
                    ["kafka.api.secret"] = $"{id}-secret-1",
                }
            ),
        };

    public static DesiredService AsAccount(this DesiredService desired, string account) =>
        desired.With("kafka.auth.mode", "SERVICE_ACCOUNT").With("kafka.service.account.id", account) with
        {
            Spec = desired.With("kafka.service.account.id", account).Spec with
            {
                Secrets = new Dictionary<string, string> { [ServiceNames.Password] = $"{desired.Id}-own-1" },
            },
        };

    public static StrimziSettings Settings() => new() { ConnectImage = "registry.example/connect:1" };

    public static async Task<MemoryKube> NewKubeAsync()
    {
        var kube = new MemoryKube();
        await kube.ApplyAsync(KubeObject.New(KubeKind.Namespace, null, "env-one", []), default);
        await kube.ApplyAsync(KubeObject.New(KubeKind.Namespace, null, "mothership-system", []), default);
        return kube;
    }

    public static StrimziConnectors Connectors(
        IKubeObjects kube,
        ISecretStore vault,
        TimeProvider? time = null,
        StrimziSettings? settings = null,
        string cluster = "lkc-one",
        string environment = "env-one"
    )
    {
        var world = new OnePlace(new(cluster, "org", environment, new("one", kube)));
        return new(
            world,
            world,
            Services.Wanted.Acls(world),
            vault,
            settings ?? Settings(),
            time ?? TimeProvider.System
        );
    }

    public static DesiredService With(this DesiredService desired, string setting, string value) =>
        desired with
        {
            Spec = desired.Spec with
            {
                Settings = new Dictionary<string, string>(desired.Spec.Settings) { [setting] = value },
            },
        };
}

/// <summary>One place for clusters.</summary>
internal sealed class OnePlace(ClusterPlace place) : IClusterPlaces, IKubePools
{
    public IReadOnlyList<KubePool> All => [place.Pool];

    public Task<ClusterPlace?> FindAsync(string clusterId, CancellationToken cancellation) =>
        Task.FromResult(clusterId == place.ClusterId ? place : null);
}

/// <summary>A vault that has the same for every name but a few.</summary>
internal sealed class OneSecret : ISecretStore
{
    public string? Value { get; set; } = ConnectorWorld.Value;

    public Dictionary<string, string> Values { get; } = [];

    public Task<string?> FindAsync(string name, CancellationToken cancellation) =>
        Task.FromResult(Values.GetValueOrDefault(name) ?? Value);

    public Task SetAsync(string name, string value, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task DeleteAsync(string name, CancellationToken cancellation) => throw new NotSupportedException();
}
