using System.Globalization;

namespace Mothership.Bus.Planning;

/// <summary>What one topic of the central cluster has to be like.</summary>
/// <param name="Name">One of <see cref="Topics"/>.</param>
/// <param name="Partitions">At least so many: an app runs on as many instances at the most.</param>
/// <param name="Configs">Kafka's names of settings, and their values.</param>
public sealed record TopicSpec(string Name, int Partitions, IReadOnlyDictionary<string, string> Configs);

/// <summary>The one table of the central cluster's topics.</summary>
public static class TopicPlan
{
    /// <summary>Replicas of a cluster that has at least so many brokers.</summary>
    public const int ReplicationFactor = 3;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>All topics, as for a cluster of three brokers or more.</summary>
    public static IReadOnlyList<TopicSpec> All { get; } = For(ReplicationFactor);

    /// <summary>All topics, for a number of replicas: a write needs all of them but one.</summary>
    public static IReadOnlyList<TopicSpec> For(int replicationFactor) =>
        [
            // A region that is new, or has lost what it had, reads what is wanted of everything that there is.
            Compacted(Topics.Commands, partitions: 6, replicationFactor),
            Deleted(Topics.Reports, partitions: 6, 7 * Day, replicationFactor),
            Deleted(Topics.Regions, partitions: 3, Day, replicationFactor),
            Deleted(Topics.Metrics, partitions: 6, 7 * Day, replicationFactor),
            // Somebody looks at them, and not at the weekend.
            Deleted(Topics.DeadLetters, partitions: 3, 30 * Day, replicationFactor),
        ];

    private static TopicSpec Compacted(string name, int partitions, int replicas) =>
        new(
            name,
            partitions,
            With(
                replicas,
                ("cleanup.policy", "compact"),
                ("min.cleanable.dirty.ratio", "0.1"),
                ("segment.ms", Milliseconds(Day)),
                ("delete.retention.ms", Milliseconds(7 * Day))
            )
        );

    private static TopicSpec Deleted(string name, int partitions, TimeSpan retention, int replicas) =>
        new(name, partitions, With(replicas, ("cleanup.policy", "delete"), ("retention.ms", Milliseconds(retention))));

    private static SortedDictionary<string, string> With(int replicas, params (string Name, string Value)[] own)
    {
        var configs = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["min.insync.replicas"] = Math.Max(1, replicas - 1).ToString(CultureInfo.InvariantCulture),
            ["unclean.leader.election.enable"] = "false",
        };
        foreach (var (name, value) in own)
            configs[name] = value;
        return configs;
    }

    private static string Milliseconds(TimeSpan time) =>
        ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
