namespace Mothership.DataPlane.Topics;

/// <summary>A partition.</summary>
/// <param name="Id">From 0.</param>
/// <param name="Leader">Its leader's node; null where the operator does not know it.</param>
public sealed record PartitionView(int Id, int? Leader);

/// <summary>A topic.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Replicas">Replicas of each partition.</param>
/// <param name="Partitions">In the order of their ids.</param>
/// <param name="IsInternal">Whether Kafka made it for itself.</param>
public sealed record TopicView(
    string Name,
    int Replicas,
    IReadOnlyList<PartitionView> Partitions,
    bool IsInternal = false
);

/// <summary>What is wanted of a new topic, checked before.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">How many.</param>
/// <param name="Replicas">Of each.</param>
/// <param name="Configs">Configurations that differ from the defaults.</param>
public sealed record NewTopic(string Name, int Partitions, int Replicas, IReadOnlyDictionary<string, string> Configs);

/// <summary>A change of one configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The new value; null: back to the default.</param>
public sealed record ConfigChange(string Name, string? Value);

/// <summary>
/// Topics of clusters and their configurations. Names, counts and configurations were checked by the caller; what only
/// the cluster can know is refused by <see cref="DataPlaneException"/>: 40002 for a topic that there is already, 40403
/// for one that there is not.
/// </summary>
public interface ITopicDesk
{
    /// <summary>All of them, in the order of their names.</summary>
    Task<IReadOnlyList<TopicView>> ListAsync(DataPlaneCluster cluster, CancellationToken cancellation);

    /// <summary>One of them; null when there is none of that name.</summary>
    Task<TopicView?> FindAsync(DataPlaneCluster cluster, string topic, CancellationToken cancellation);

    /// <summary>Makes one. Of several calls for one name at the same time one succeeds, and the others say
    /// 40002.</summary>
    Task<TopicView> CreateAsync(
        DataPlaneCluster cluster,
        NewTopic topic,
        bool validateOnly,
        CancellationToken cancellation
    );

    /// <summary>Adds partitions.</summary>
    Task<TopicView> GrowAsync(DataPlaneCluster cluster, string topic, int partitions, CancellationToken cancellation);

    /// <summary>Deletes one with all that is on it.</summary>
    Task DeleteAsync(DataPlaneCluster cluster, string topic, CancellationToken cancellation);

    /// <summary>The configurations that differ from the defaults.</summary>
    Task<IReadOnlyDictionary<string, string>> ConfigsAsync(
        DataPlaneCluster cluster,
        string topic,
        CancellationToken cancellation
    );

    /// <summary>Changes configurations: all of them or none.</summary>
    Task AlterConfigsAsync(
        DataPlaneCluster cluster,
        string topic,
        IReadOnlyList<ConfigChange> changes,
        CancellationToken cancellation
    );
}
