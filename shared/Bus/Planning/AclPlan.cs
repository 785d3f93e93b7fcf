using Confluent.Kafka.Admin;
using Mothership.Domain.Fleet;

namespace Mothership.Bus.Planning;

/// <summary>One right of a user of the central cluster. Everything that is not allowed is refused.</summary>
/// <param name="Operation">What it may do; to read or write a topic includes to describe it.</param>
/// <param name="Resource">Topic or group.</param>
/// <param name="Name">Of the topic or group.</param>
/// <param name="Pattern">Whether the name is the whole one or how it begins.</param>
public sealed record BusRight(AclOperation Operation, ResourceType Resource, string Name, ResourcePatternType Pattern);

/// <summary>
/// The one table of who may do what on the central cluster: exactly what the apps do, and nothing in reserve.
/// </summary>
public static class AclPlan
{
    /// <summary>The user of the control plane.</summary>
    public const string Mothership = "mothership";

    /// <summary>The user of a region's app.</summary>
    public static string UserOf(RegionId region) => $"region-{region.Cloud}-{region.Name}";

    /// <summary>The consumer group of a region's app: setting <c>RegionConsumerGroup</c>.</summary>
    public static string GroupOf(RegionId region) => $"mothership-region-{region.Cloud}-{region.Name}";

    /// <summary>
    /// The control plane: writes desired states, reads what regions say, and what nobody could handle.
    /// </summary>
    public static IReadOnlyList<BusRight> OfMothership { get; } =
    [
        Writes(Topics.Commands),
        Writes(Topics.DeadLetters),
        Reads(Topics.Reports),
        Reads(Topics.Regions),
        Reads(Topics.Metrics),
        Reads(Topics.DeadLetters),
        Joins("mothership-reports"),
        Joins("mothership-regions"),
        Joins("mothership-metrics"),
    ];

    /// <summary>
    /// A region: reads desired states, writes what it has to say. That a message is for it, and from it, the topics
    /// can't tell: that is what signatures are for.
    /// </summary>
    public static IReadOnlyList<BusRight> OfRegion(RegionId region) => OfRegion(GroupOf(region));

    internal static IReadOnlyList<BusRight> OfRegion(string group) =>
        [
            Reads(Topics.Commands),
            Writes(Topics.Reports),
            Writes(Topics.Regions),
            Writes(Topics.Metrics),
            Writes(Topics.DeadLetters),
            Joins(group),
        ];

    private static BusRight Reads(string topic) =>
        new(AclOperation.Read, ResourceType.Topic, topic, ResourcePatternType.Literal);

    private static BusRight Writes(string topic) =>
        new(AclOperation.Write, ResourceType.Topic, topic, ResourcePatternType.Literal);

    private static BusRight Joins(string group) =>
        new(AclOperation.Read, ResourceType.Group, group, ResourcePatternType.Literal);
}
