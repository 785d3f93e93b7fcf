using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;

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
                new Dictionary<string, string> { ["connection.password"] = $"{id}-password-1" }
            ),
        };

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

/// <summary>A vault that has the same for every name.</summary>
internal sealed class OneSecret : ISecretStore
{
    public string? Value { get; set; } = ConnectorWorld.Value;

    public Task<string?> FindAsync(string name, CancellationToken cancellation) => Task.FromResult(Value);

    public Task SetAsync(string name, string value, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task DeleteAsync(string name, CancellationToken cancellation) => throw new NotSupportedException();
}
