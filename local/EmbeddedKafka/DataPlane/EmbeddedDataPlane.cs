using Confluent.Kafka;
using Mothership.DataPlane;
using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Groups;
using Mothership.DataPlane.Records;
using Mothership.DataPlane.Topics;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>
/// The data plane of embedded clusters. Topics, groups and offsets are the broker's own; configurations and ACLs, of
/// which it knows nothing, are kept beside it and hold for what goes through the REST API.
/// </summary>
public sealed class EmbeddedDataPlane : IDataPlane, IDisposable
{
    private readonly EmbeddedClusterOperator _clusters;
    private readonly KafkaRecords _records;

    /// <summary>The data plane of an operator's clusters.</summary>
    public EmbeddedDataPlane(EmbeddedClusterOperator clusters, TimeProvider time)
    {
        _clusters = clusters;
        _records = new((cluster, _) => Task.FromResult(ConfigOf(cluster)), time);
        Topics = new EmbeddedTopics(Of);
        Acls = new EmbeddedAcls(Of);
        Groups = new EmbeddedGroups(Of);
    }

    /// <inheritdoc/>
    public string Name => EmbeddedClusterOperator.OperatorName;

    /// <inheritdoc/>
    public ITopicDesk Topics { get; }

    /// <inheritdoc/>
    public IAclDesk Acls { get; }

    /// <inheritdoc/>
    public IGroupDesk Groups { get; }

    /// <inheritdoc/>
    public IRecordDesk Records => _records;

    /// <inheritdoc/>
    public Task<DataPlaneCluster?> FindAsync(string cluster, CancellationToken cancellation)
    {
        var found = _clusters.FindCluster(cluster);
        if (found is null)
            _records.Forget(cluster);
        return Task.FromResult(
            found is null
                ? null
                : new DataPlaneCluster(cluster, found.Environment, found.Broker.Brokers, found.Operated.Suspended)
        );
    }

    /// <summary>Lets go of its connections.</summary>
    public void Dispose() => _records.Dispose();

    private EmbeddedCluster Of(DataPlaneCluster cluster) =>
        _clusters.FindCluster(cluster.Id) ?? throw Refusals.NotFound($"Cluster {cluster.Id} cannot be found.");

    private ClientConfig? ConfigOf(DataPlaneCluster cluster) =>
        _clusters.FindCluster(cluster.Id) is { } found
            ? new() { BootstrapServers = found.Broker.BootstrapServers.Split(',')[0] }
            : null;
}
