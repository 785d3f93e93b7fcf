using System.Globalization;

namespace Mothership.Bus.Planning;

/// <summary>A topic as the cluster has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">How many it has.</param>
/// <param name="ReplicationFactor">Of its first partition.</param>
/// <param name="Configs">Those in force, defaults included.</param>
public sealed record ExistingTopic(
    string Name,
    int Partitions,
    int ReplicationFactor,
    IReadOnlyDictionary<string, string> Configs
);

/// <summary>What can be done about a difference.</summary>
public enum Correction
{
    /// <summary>The topic is made.</summary>
    Create,

    /// <summary>The setting is changed.</summary>
    Config,

    /// <summary>Partitions are added; keys then move to others, so it is only done when it is asked for.</summary>
    Partitions,

    /// <summary>Nothing that a program should do by itself.</summary>
    None,
}

/// <summary>One way in which a topic is not as planned.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="What">The setting, <c>topic</c>, <c>partitions</c> or <c>replication.factor</c>.</param>
/// <param name="Wanted">As planned.</param>
/// <param name="Found">As it is; null when it is not there.</param>
/// <param name="Correction">What can be done.</param>
public sealed record TopicDifference(string Topic, string What, string Wanted, string? Found, Correction Correction)
{
    /// <summary>One line.</summary>
    public override string ToString() => $"{Topic}: {What} is {Found ?? "missing"}, and should be {Wanted}";
}

/// <summary>Compares what is planned with what there is.</summary>
public static class TopicDrift
{
    /// <summary>
    /// The differences, in the order of the plan. More partitions than planned, and settings of which the plan says
    /// nothing, are none.
    /// </summary>
    public static IReadOnlyList<TopicDifference> Between(
        IReadOnlyList<TopicSpec> plan,
        IReadOnlyList<ExistingTopic> existing,
        int replicationFactor
    ) => [.. plan.SelectMany(spec => Of(spec, existing.FirstOrDefault(t => t.Name == spec.Name), replicationFactor))];

    private static IEnumerable<TopicDifference> Of(TopicSpec spec, ExistingTopic? found, int replicationFactor)
    {
        if (found is null)
        {
            yield return new(spec.Name, "topic", $"{spec.Partitions} partitions", null, Correction.Create);
            yield break;
        }
        if (found.Partitions < spec.Partitions)
            yield return Number("partitions", spec.Partitions, found.Partitions, Correction.Partitions);
        if (found.ReplicationFactor != replicationFactor)
            yield return Number("replication.factor", replicationFactor, found.ReplicationFactor, Correction.None);
        foreach (var (name, wanted) in spec.Configs)
            if (found.Configs.GetValueOrDefault(name) is var value && value != wanted)
                yield return new(spec.Name, name, wanted, value, Correction.Config);

        TopicDifference Number(string what, int wanted, int present, Correction correction) =>
            new(spec.Name, what, Text(wanted), Text(present), correction);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
