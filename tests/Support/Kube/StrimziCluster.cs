using System.Text.Json.Nodes;

namespace Mothership.Tests.Support.Kube;

/// <summary>A Kafka cluster with its pools, as the operator sees them together.</summary>
internal sealed record StrimziCluster(
    StrimziKey Key,
    JsonObject Kafka,
    IReadOnlyList<KeyValuePair<StrimziKey, JsonObject>> Pools
)
{
    /// <summary>What Strimzi finds wrong before it does anything; null when nothing is.</summary>
    public StrimziVerdict? Fault()
    {
        if (Pools.Count == 0)
            return Invalid($"No KafkaNodePools found for Kafka cluster {Key.Name}");
        foreach (var role in (string[])["controller", "broker"])
            if (!Pools.Any(p => Has(p.Value, role)))
                return Invalid($"At least one KafkaNodePool with the {role} role and at least one replica is required");
        var version = (string?)Kafka["spec"]!["kafka"]!["version"];
        return version is null || version.StartsWith("4.2.") || version.StartsWith("4.3.")
            ? null
            : new StrimziVerdict(
                StrimziPhase.Failing,
                "UnsupportedKafkaVersionException",
                $"Unsupported Kafka.spec.kafka.version: {version}. Supported versions are: [4.2.0, 4.2.1, 4.3.0, 4.3.1]"
            );
    }

    /// <summary>
    /// A pool's nodes: those that it has by its status, and the smallest free numbers for further ones.
    /// </summary>
    public IEnumerable<int> NodeIds(StrimziKey pool)
    {
        var taken = new HashSet<int>();
        var mine = new List<int>();
        foreach (var (key, item) in Pools.Where(p => p.Key != pool).Concat(Pools.Where(p => p.Key == pool)))
        {
            mine = [.. Known(item).Take(Replicas(item))];
            taken.UnionWith(mine);
        }
        // Pools that come after this one have no numbers yet, and take theirs later.
        for (var id = 0; mine.Count < Replicas(Pools.Single(p => p.Key == pool).Value); id++)
            if (taken.Add(id))
                mine.Add(id);
        return mine.Order();
    }

    private static int Replicas(JsonObject pool) => (int)pool["spec"]!["replicas"]!;

    private static IEnumerable<int> Known(JsonObject pool) =>
        pool["status"]?["nodeIds"]?.AsArray().Select(id => (int)id!) ?? [];

    private static bool Has(JsonObject pool, string role) =>
        Replicas(pool) > 0 && pool["spec"]!["roles"]!.AsArray().Any(r => (string)r! == role);

    private static StrimziVerdict Invalid(string message) =>
        new(StrimziPhase.Failing, "InvalidResourceException", message);
}
