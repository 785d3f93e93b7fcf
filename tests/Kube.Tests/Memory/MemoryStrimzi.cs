using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;

namespace Kube.Tests.Memory;

/// <summary>Does at a word what Strimzi does by itself: everything becomes ready, or paused, as it is wanted.</summary>
internal sealed class MemoryStrimzi(MemoryKube kube)
{
    private const string Pause = "strimzi.io/pause-reconciliation";

    /// <summary>One round over everything.</summary>
    public void Step()
    {
        var all = kube.All;
        foreach (var kafka in all.Where(o => o.Kind == KubeKind.Kafka))
            Step(
                kafka,
                [.. all.Where(o => o.Kind == KubeKind.KafkaNodePool && o.Label(KubeNames.StrimziCluster) == kafka.Name)]
            );
    }

    /// <summary>Says of a Kafka object that it is not ready.</summary>
    public void Fail(KubeObject kafka, string reason) =>
        kube.SetStatus(kafka, Status(kafka.Generation, Condition("NotReady", reason)));

    private void Step(KubeObject kafka, List<KubeObject> pools)
    {
        if (kafka.Annotation(Pause) == "true")
        {
            kube.SetStatus(
                kafka,
                Status(kafka.Number("status", "observedGeneration") ?? 0, Condition("ReconciliationPaused"))
            );
            return;
        }
        var status = Status(kafka.Generation, Condition("Ready"));
        status["kafkaVersion"] = kafka.Text("spec", "kafka", "version");
        status["kafkaMetadataVersion"] = kafka.Text("spec", "kafka", "metadataVersion");
        status["listeners"] = new JsonArray(
            new JsonObject { ["name"] = "external", ["bootstrapServers"] = $"{kafka.Name}.example:9094" }
        );
        kube.SetStatus(kafka, status);
        foreach (var pool in pools)
        {
            var seen = Status(pool.Generation, Condition("Ready"));
            seen["replicas"] = pool.At("spec", "replicas")!.DeepClone();
            kube.SetStatus(pool, seen);
            Start(kafka, pool);
        }
    }

    private void Start(KubeObject kafka, KubeObject pool)
    {
        KeyValuePair<string, string>[] labels = [new(KubeNames.StrimziCluster, kafka.Name)];
        foreach (var kind in (KubeKind[])[KubeKind.StrimziPodSet, KubeKind.VolumeClaim])
        {
            var made = KubeObject.New(kind, pool.Namespace, $"{kind.Plural}-{pool.Name}", labels);
            if (kube.All.All(o => o.Kind != kind || o.Name != made.Name))
                kube.Put(made);
        }
    }

    private static JsonObject Status(long generation, JsonObject condition) =>
        new() { ["observedGeneration"] = generation, ["conditions"] = new JsonArray(condition) };

    private static JsonObject Condition(string type, string? reason = null)
    {
        var condition = new JsonObject { ["type"] = type, ["status"] = "True" };
        if (reason is not null)
            condition["reason"] = reason;
        return condition;
    }
}
