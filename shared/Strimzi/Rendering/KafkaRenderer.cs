using System.Text.Json.Nodes;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Rendering;

/// <summary>A cluster's Kafka object and the user of the region itself.</summary>
internal static class KafkaRenderer
{
    public const int InternalPort = 9093;
    public const int ExternalPort = 9094;
    public const string Internal = "internal";
    public const string External = "external";
    public const string Pause = "strimzi.io/pause-reconciliation";

    public static KubeObject Kafka(ClusterIntent intent, KafkaRollout rollout, StrimziSettings settings)
    {
        var size = Sizing.Of(intent.Config, intent.MultiZone);
        var kafka = KubeObject.New(
            KubeKind.Kafka,
            intent.Namespace,
            intent.ClusterId,
            Seal.Labels(intent).Where(l => l.Key != KubeNames.StrimziCluster)
        );
        Seal.Annotate(kafka, KubeNames.Intent, intent.Told());
        if (intent.Suspended)
            Seal.Annotate(kafka, Pause, "true");
        var spec = new JsonObject
        {
            ["kafka"] = Brokers(intent, size, rollout, settings),
            ["entityOperator"] = new JsonObject
            {
                ["topicOperator"] = new JsonObject { ["resources"] = Resources(100, 512) },
                ["userOperator"] = new JsonObject { ["resources"] = Resources(100, 512) },
            },
            // The authority outlives a Kafka object that somebody deletes by mistake; clients go on trusting it.
            ["clusterCa"] = new JsonObject { ["generateSecretOwnerReference"] = false },
            ["clientsCa"] = new JsonObject { ["generateSecretOwnerReference"] = false },
        };
        if (size.Controllers is not null)
            spec["cruiseControl"] = CruiseControl();
        kafka.Json["spec"] = spec;
        return Seal.Close(kafka, intent.Generation);
    }

    /// <summary>The user by which the region manages topics, groups and access.</summary>
    public static KubeObject Admin(ClusterIntent intent)
    {
        var user = KubeObject.New(
            KubeKind.KafkaUser,
            intent.Namespace,
            KubeNames.Admin(intent.ClusterId),
            Seal.Labels(intent)
        );
        user.Json["spec"] = new JsonObject { ["authentication"] = new JsonObject { ["type"] = "scram-sha-512" } };
        return Seal.Close(user);
    }

    public static JsonObject Resources(int cpuMilli, int memoryMi) =>
        new()
        {
            ["requests"] = new JsonObject
            {
                ["cpu"] = Quantities.Cpu(cpuMilli),
                ["memory"] = Quantities.Memory(memoryMi),
            },
            ["limits"] = new JsonObject { ["memory"] = Quantities.Memory(memoryMi) },
        };

    private static JsonObject Brokers(
        ClusterIntent intent,
        ClusterSize size,
        KafkaRollout rollout,
        StrimziSettings settings
    )
    {
        var brokers = new JsonObject
        {
            ["version"] = rollout.Version,
            ["metadataVersion"] = rollout.MetadataVersion,
            ["listeners"] = Listeners(intent, settings),
            ["authorization"] = new JsonObject
            {
                ["type"] = "simple",
                ["superUsers"] = new JsonArray(KubeNames.Admin(intent.ClusterId)),
            },
            ["config"] = Configuration(),
            ["quotas"] = new JsonObject
            {
                ["type"] = "strimzi",
                ["producerByteRate"] = size.BytesIn,
                ["consumerByteRate"] = size.BytesOut,
                ["minAvailableRatioPerVolume"] = 0.05m,
                ["excludedPrincipals"] = new JsonArray($"User:{KubeNames.Admin(intent.ClusterId)}"),
            },
            ["metricsConfig"] = new JsonObject
            {
                ["type"] = "strimziMetricsReporter",
                ["values"] = new JsonObject { ["allowList"] = new JsonArray("kafka_server.*", "kafka_log.*") },
            },
        };
        if (intent.MultiZone)
            brokers["rack"] = new JsonObject { ["topologyKey"] = NodePoolRenderer.Zone };
        return brokers;
    }

    private static JsonObject Configuration() =>
        new()
        {
            ["auto.create.topics.enable"] = false,
            ["default.replication.factor"] = 3,
            ["min.insync.replicas"] = 2,
            ["offsets.topic.replication.factor"] = 3,
            ["transaction.state.log.replication.factor"] = 3,
            ["transaction.state.log.min.isr"] = 2,
            ["message.max.bytes"] = 8_388_608,
        };

    private static JsonArray Listeners(ClusterIntent intent, StrimziSettings settings)
    {
        var listeners = new JsonArray(Listener(Internal, InternalPort, "internal"));
        if (settings.Listener == "none")
            return listeners;
        var external = Listener(External, ExternalPort, settings.Listener);
        if (settings.Listener == "ingress")
            external["configuration"] = new JsonObject
            {
                ["bootstrap"] = new JsonObject { ["host"] = $"{intent.ClusterId}.{settings.Domain}" },
                ["hostTemplate"] = $"{intent.ClusterId}-{{nodeId}}.{settings.Domain}",
            };
        listeners.Add(external);
        return listeners;
    }

    private static JsonObject Listener(string name, int port, string type) =>
        new()
        {
            ["name"] = name,
            ["port"] = port,
            ["type"] = type,
            ["tls"] = true,
            ["authentication"] = new JsonObject { ["type"] = "scram-sha-512" },
        };

    // Moves partitions to new brokers, and away from those that go.
    private static JsonObject CruiseControl() =>
        new()
        {
            ["resources"] = Resources(200, 1024),
            ["autoRebalance"] = new JsonArray(
                new JsonObject { ["mode"] = "add-brokers" },
                new JsonObject { ["mode"] = "remove-brokers" }
            ),
        };
}
