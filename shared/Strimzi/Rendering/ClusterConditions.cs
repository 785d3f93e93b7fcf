using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Rendering;

/// <summary>Reads what Strimzi says of an object, and puts it into customers' words. Pure.</summary>
public static class ClusterConditions
{
    // What no waiting changes, because it is about what was asked for. All else is the region's to sort out.
    private static readonly HashSet<string> Terminal = new(StringComparer.Ordinal)
    {
        "InvalidResourceException",
        "InvalidConfigurationException",
        "UnsupportedKafkaVersionException",
    };

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["Creating"] = "The cluster is being built.",
        ["TimeoutException"] = "The cluster's nodes take longer than usual to start.",
        ["UnforceableProblem"] = "The cluster's nodes are being replaced one after another.",
        ["FatalProblem"] = "A node of the cluster does not start. The region is being looked after.",
        ["KubernetesClientException"] = "The region is busy. The cluster is built as soon as it can be.",
    };

    /// <summary>Whether it is ready, and that is about its present specification.</summary>
    public static bool IsReady(KubeObject seen) => IsTrue(seen, "Ready") && IsObserved(seen);

    /// <summary>Whether Strimzi leaves it alone.</summary>
    public static bool IsPaused(KubeObject seen) => IsTrue(seen, "ReconciliationPaused");

    /// <summary>Whether what Strimzi says is about the present specification.</summary>
    public static bool IsObserved(KubeObject seen) => seen.Number("status", "observedGeneration") == seen.Generation;

    /// <summary>What is wrong for good with what is wanted; null when nothing is.</summary>
    public static string? Refusal(KubeObject seen) =>
        NotReady(seen) is { } condition
        && IsObserved(seen)
        && condition["reason"]?.ToString() is { } reason
        && Terminal.Contains(reason)
            ? reason
            : null;

    /// <summary>How far it is, for its customer.</summary>
    public static string Progress(KubeObject? seen) =>
        seen is not null
        && NotReady(seen)?["reason"]?.ToString() is { } reason
        && Words.TryGetValue(reason, out var words)
            ? words
            : "The cluster is being built.";

    private static bool IsTrue(KubeObject seen, string type) =>
        seen.Items("status", "conditions").Any(c => Is(c, "type", type) && Is(c, "status", "True"));

    private static JsonObject? NotReady(KubeObject seen) =>
        seen.Items("status", "conditions")
            .FirstOrDefault(c =>
                (Is(c, "type", "NotReady") && Is(c, "status", "True"))
                || (Is(c, "type", "Ready") && Is(c, "status", "False"))
            );

    private static bool Is(JsonObject condition, string name, string value) => condition[name]?.ToString() == value;
}
