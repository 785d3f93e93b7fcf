using Confluent.Kafka;
using Mothership.DataPlane;
using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Groups;
using Mothership.DataPlane.Records;
using Mothership.DataPlane.Topics;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.DataPlane;

/// <summary>
/// The data plane of clusters on Kubernetes: topics and ACLs as Strimzi's objects, groups and records by the Kafka
/// protocol as the region's own user.
/// </summary>
public sealed class StrimziDataPlane : IDataPlane, IDisposable
{
    private static readonly TimeSpan TopicPatience = TimeSpan.FromSeconds(10);

    private readonly IClusterPlaces _places;
    private readonly StrimziSettings _settings;
    private readonly AdminConnections _connections;
    private readonly KafkaRecords _records;
    private readonly KafkaGroups _groups;

    /// <summary>The data plane of an operator's clusters.</summary>
    public StrimziDataPlane(IClusterPlaces places, StrimziSettings settings, TimeProvider time)
    {
        (_places, _settings) = (places, settings);
        _connections = new(places, settings);
        _records = new(_connections.FindAsync, time);
        Topics = new StrimziTopics(places, TopicPatience, time);
        Acls = new StrimziAcls(places, settings);
        _groups = new KafkaGroups(_connections.FindAsync);
    }

    /// <inheritdoc/>
    public string Name => StrimziOperator.OperatorName;

    /// <inheritdoc/>
    public ITopicDesk Topics { get; }

    /// <inheritdoc/>
    public IAclDesk Acls { get; }

    /// <inheritdoc/>
    public IGroupDesk Groups => _groups;

    /// <inheritdoc/>
    public IRecordDesk Records => _records;

    /// <inheritdoc/>
    public Task<DataPlaneCluster?> FindAsync(string cluster, CancellationToken cancellation) =>
        KubeRefusals.ToldAsync(async () =>
        {
            if (await _places.FindAsync(cluster, cancellation).ConfigureAwait(false) is not { } place)
                return null;
            var kept = await new Intents(place.Pool.Objects, _settings)
                .FindAsync(cluster, cancellation)
                .ConfigureAwait(false);
            if (kept?.Intent is not { Deleted: false } intent)
                return null;
            var brokers = Sizing.Of(intent.Config, intent.MultiZone).Brokers.Replicas;
            return new DataPlaneCluster(cluster, intent.Environment, brokers, intent.Suspended);
        });

    /// <summary>Lets go of its connections.</summary>
    public void Dispose()
    {
        _records.Dispose();
        _groups.Dispose();
    }
}

/// <summary>How the region itself reaches its clusters: as a user that may do everything, by SCRAM over TLS.</summary>
internal sealed class AdminConnections(IClusterPlaces places, StrimziSettings settings)
{
    private const int RequestMs = 10_000;

    /// <summary>The settings of a client; null as long as the cluster has no address or no such user.</summary>
    internal async Task<ClientConfig?> FindAsync(DataPlaneCluster cluster, CancellationToken cancellation)
    {
        var place = await places.FindAsync(cluster.Id, cancellation).ConfigureAwait(false);
        if (place is null)
            return null;
        var objects = place.Pool.Objects;
        var kept = await new Intents(objects, settings).FindAsync(cluster.Id, cancellation).ConfigureAwait(false);
        var user = await SecretAsync(objects, place, KubeNames.Admin(cluster.Id), "password", cancellation)
            .ConfigureAwait(false);
        var authority = await SecretAsync(objects, place, $"{cluster.Id}-cluster-ca-cert", "ca.crt", cancellation)
            .ConfigureAwait(false);
        return kept?.Intent.Bootstrap is { Length: > 0 } bootstrap && user is not null
            ? Config(bootstrap, KubeNames.Admin(cluster.Id), user, authority)
            : null;
    }

    internal static ClientConfig Config(string bootstrap, string user, string password, string? authority) =>
        new()
        {
            BootstrapServers = bootstrap[(bootstrap.LastIndexOf('/') + 1)..],
            SecurityProtocol = SecurityProtocol.SaslSsl,
            SaslMechanism = SaslMechanism.ScramSha512,
            SaslUsername = user,
            SaslPassword = password,
            SslCaPem = authority,
            SocketTimeoutMs = RequestMs,
        };

    private static async Task<string?> SecretAsync(
        IKubeObjects objects,
        ClusterPlace place,
        string name,
        string field,
        CancellationToken cancellation
    )
    {
        var secret = await objects
            .FindAsync(KubeKind.Secret, place.Namespace, name, cancellation)
            .ConfigureAwait(false);
        return secret?.Text("data", field) is { } encoded
            ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(encoded))
            : null;
    }
}
