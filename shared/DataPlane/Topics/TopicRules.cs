using Mothership.DataPlane.Configs;

namespace Mothership.DataPlane.Topics;

/// <summary>What Kafka itself demands of topics.</summary>
public static class TopicRules
{
    /// <summary>Checks the name of a topic that is to be made.</summary>
    /// <exception cref="DataPlaneException">It is none.</exception>
    public static void CheckName(string? name)
    {
        if (string.IsNullOrEmpty(name))
            throw Refusals.Invalid("Topic name is invalid: the empty string is not allowed");
        if (name is "." or "..")
            throw Refusals.Invalid($"Topic name is invalid: '{name}' is not allowed");
        if (name.Length > DataPlaneLimits.TopicNameLength)
            throw Refusals.Invalid(
                $"Topic name is invalid: the length of {name.Length} is above {DataPlaneLimits.TopicNameLength}"
            );
        if (!IsWellFormed(name))
            throw Refusals.Invalid(
                "Topic name is invalid: it has characters other than ASCII alphanumerics, '.', '_' and '-'"
            );
    }

    /// <summary>Whether there can be a topic of this name at all.</summary>
    public static bool IsWellFormed(string name) =>
        name.Length is > 0 and <= DataPlaneLimits.TopicNameLength
        && name is not ("." or "..")
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Metrics take a dot for an underscore, so Kafka refuses names that differ in these only.</summary>
    public static string? Collision(string name, IEnumerable<string> others) =>
        others.FirstOrDefault(o => o != name && o.Replace('.', '_') == name.Replace('.', '_'));

    /// <summary>Checks a new topic as a cluster would.</summary>
    /// <param name="topic">What is asked for.</param>
    /// <param name="cluster">Where.</param>
    /// <param name="others">The names of the topics that there are.</param>
    /// <exception cref="DataPlaneException">It can't be made.</exception>
    public static void Check(NewTopic topic, DataPlaneCluster cluster, IReadOnlyCollection<string> others)
    {
        CheckName(topic.Name);
        if (others.Contains(topic.Name))
            throw Exists(topic.Name);
        if (Collision(topic.Name, others) is { } collision)
            throw Refusals.Invalid($"Topic '{topic.Name}' collides with existing topics: {collision}");
        CheckPartitions(topic.Partitions);
        if (topic.Replicas < 1)
            throw Refusals.Invalid("Replication factor must be larger than 0.");
        if (topic.Replicas > cluster.Brokers)
            throw Refusals.Invalid(
                $"Replication factor: {topic.Replicas} larger than available brokers: {cluster.Brokers}."
            );
        if (others.Count >= DataPlaneLimits.TopicsPerCluster)
            throw Refusals.Invalid($"A cluster has {DataPlaneLimits.TopicsPerCluster} topics at most.");
        foreach (var (name, value) in topic.Configs)
            TopicConfigs.Check(name, value);
    }

    /// <summary>Checks a number of partitions.</summary>
    /// <exception cref="DataPlaneException">There can't be so many.</exception>
    public static void CheckPartitions(int count)
    {
        if (count < 1)
            throw Refusals.Invalid("Number of partitions must be larger than 0.");
        if (count > DataPlaneLimits.PartitionsPerTopic)
            throw Refusals.Invalid($"A topic has {DataPlaneLimits.PartitionsPerTopic} partitions at most.");
    }

    /// <summary>Checks that a topic is to have more partitions than it has.</summary>
    /// <exception cref="DataPlaneException">It is not.</exception>
    public static void CheckGrowth(TopicView topic, int count)
    {
        CheckPartitions(count);
        var had = topic.Partitions.Count;
        if (count == had)
            throw Refusals.Invalid($"Topic already has {had} partitions.");
        if (count < had)
            throw Refusals.Invalid(
                $"The topic {topic.Name} currently has {had} partition(s); {count} would not be an increase."
            );
    }

    /// <summary>There is a topic of that name.</summary>
    public static DataPlaneException Exists(string name) => Refusals.Invalid($"Topic '{name}' already exists.");
}
