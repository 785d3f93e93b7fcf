using System.Text.Json.Nodes;

namespace Mothership.Tests.Support.Kube;

/// <summary>An object by its kind and name.</summary>
internal readonly record struct StrimziKey(string Kind, string Namespace, string Name)
{
    public static StrimziKey Of(string kind, JsonObject item) =>
        new(kind, (string)item["metadata"]!["namespace"]!, (string)item["metadata"]!["name"]!);

    /// <summary>
    /// The object of another kind that this one belongs to, by the label that Strimzi goes by; null without it.
    /// </summary>
    public static StrimziKey? Owner(string kind, StrimziKey of, JsonObject item) =>
        item["metadata"]!["labels"]?["strimzi.io/cluster"] is { } name
            ? new StrimziKey(kind, of.Namespace, (string)name!)
            : null;
}

/// <summary>Kinds of Strimzi's, and where the server keeps them.</summary>
internal static class StrimziKinds
{
    public const string Group = "kafka.strimzi.io";
    public const string Version = "v1";
    public const string Kafka = "Kafka";
    public const string NodePool = "KafkaNodePool";
    public const string User = "KafkaUser";
    public const string Topic = "KafkaTopic";
    public const string Connect = "KafkaConnect";
    public const string Connector = "KafkaConnector";

    public static readonly IReadOnlyList<string> All = [Kafka, NodePool, User, Topic, Connect, Connector];

    public static string Plural(string kind) => $"{kind.ToLowerInvariant()}s";
}
