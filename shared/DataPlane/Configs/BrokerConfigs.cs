using System.Globalization;

namespace Mothership.DataPlane.Configs;

/// <summary>
/// The configurations of a cluster that are shown to its customers. None of them can be changed by one.
/// </summary>
public static class BrokerConfigs
{
    /// <summary>Those of a cluster, in the order of their names.</summary>
    public static IReadOnlyList<ConfigDefinition> Of(DataPlaneCluster cluster)
    {
        var replicas = Math.Min(DataPlaneLimits.DefaultReplicas, cluster.Brokers);
        return
        [
            Whole("default.replication.factor", replicas),
            FromTopic("log.cleaner.max.compaction.lag.ms", "max.compaction.lag.ms"),
            FromTopic("log.retention.ms", "retention.ms"),
            FromTopic("message.max.bytes", "max.message.bytes"),
            Whole("num.partitions", DataPlaneLimits.DefaultPartitions),
        ];
    }

    private static ConfigDefinition Whole(string name, int value) =>
        new(
            name,
            value.ToString(CultureInfo.InvariantCulture),
            new ConfigKind.Whole(1, int.MaxValue, "INT"),
            IsReadOnly: true
        );

    private static ConfigDefinition FromTopic(string name, string topicName) =>
        TopicConfigs.Find(topicName)! with
        {
            Name = name,
            IsReadOnly = true,
        };
}
