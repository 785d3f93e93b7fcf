using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Mothership.Tests.Support.Kube;

/// <summary>The status of an object as Strimzi 1.2.0 writes it.</summary>
/// <param name="authority">The certificate that clusters show.</param>
internal sealed class StrimziStatus(string authority)
{
    private const string DefaultKafka = "4.3.1";
    private const string DefaultMetadata = "4.3-IV0";

    /// <summary>All of a status but when each condition came to be.</summary>
    public JsonObject Of(StrimziKey key, JsonObject item, StrimziVerdict verdict, StrimziCluster cluster)
    {
        var status = new JsonObject
        {
            ["conditions"] = Conditions(key.Kind, verdict),
            ["observedGeneration"] = Generation(item) - verdict.Behind,
        };
        if (verdict.Phase == StrimziPhase.Ready)
            Fill(status, key, item, cluster);
        return status;
    }

    /// <summary>The only word of an object that is not to be looked after.</summary>
    public static JsonObject Paused(JsonObject item) =>
        new()
        {
            ["conditions"] = new JsonArray(Condition("ReconciliationPaused")),
            ["observedGeneration"] = Generation(item),
        };

    /// <summary>The same id whenever it is asked for.</summary>
    public static string Id(StrimziKey key, JsonObject item) =>
        Convert
            .ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}{item["metadata"]!["uid"]}"))[..16])
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');

    public static long Generation(JsonObject item) => (long)(item["metadata"]!["generation"] ?? 1);

    private static JsonArray Conditions(string kind, StrimziVerdict verdict)
    {
        var all = verdict.Warnings.Select(w => Condition("Warning", w.Reason, w.Message)).ToList();
        // Pools have no readiness of their own: it is their cluster's.
        if (kind != StrimziKinds.NodePool || verdict.Phase == StrimziPhase.Failing)
            all.Add(
                verdict.Phase switch
                {
                    StrimziPhase.Ready => Condition("Ready"),
                    StrimziPhase.Creating => Condition("NotReady", "Creating", $"{kind} is being deployed"),
                    _ => Condition("NotReady", verdict.Reason, verdict.Message),
                }
            );
        return new JsonArray([.. all]);
    }

    private static JsonObject Condition(string type, string? reason = null, string? message = null)
    {
        var condition = new JsonObject { ["type"] = type, ["status"] = "True" };
        if (reason is not null)
            condition["reason"] = reason;
        if (message is not null)
            condition["message"] = message;
        return condition;
    }

    private static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);

    private void Fill(JsonObject status, StrimziKey key, JsonObject item, StrimziCluster cluster)
    {
        switch (key.Kind)
        {
            case StrimziKinds.Kafka:
                FillKafka(status, key, item, cluster);
                break;
            case StrimziKinds.NodePool:
                FillPool(status, key, item, cluster);
                break;
            case StrimziKinds.User:
                (status["username"], status["secret"]) = (key.Name, key.Name);
                break;
            case StrimziKinds.Topic:
                status["topicName"] = (string?)item["spec"]?["topicName"] ?? key.Name;
                status["topicId"] = Id(key, item);
                break;
            case StrimziKinds.Connect:
                FillConnect(status, key, item);
                break;
            case StrimziKinds.Connector:
                FillConnector(status, key, item);
                break;
        }
    }

    private void FillKafka(JsonObject status, StrimziKey key, JsonObject item, StrimziCluster cluster)
    {
        var kafka = item["spec"]!["kafka"]!;
        var listeners = kafka["listeners"]?.AsArray() ?? [];
        status["listeners"] = Array(listeners.Select(l => Listener(key, l!)));
        status["kafkaNodePools"] = Array(cluster.Pools.Select(p => new JsonObject { ["name"] = p.Key.Name }));
        status["clusterId"] = Id(key, item);
        status["operatorLastSuccessfulVersion"] = "1.2.0";
        status["kafkaVersion"] = (string?)kafka["version"] ?? DefaultKafka;
        status["kafkaMetadataVersion"] = (string?)kafka["metadataVersion"] ?? DefaultMetadata;
    }

    private JsonObject Listener(StrimziKey key, JsonNode listener)
    {
        var (name, port) = ((string)listener["name"]!, (int)listener["port"]!);
        var host = (string)listener["type"]! switch
        {
            "internal" => $"{key.Name}-kafka-bootstrap.{key.Namespace}.svc",
            "cluster-ip" => $"{key.Name}-kafka-{name}-bootstrap.{key.Namespace}.svc",
            // OpenShift makes up the name of a route that has none.
            "route" => (string?)listener["configuration"]?["bootstrap"]?["host"]
                ?? $"{key.Name}-{key.Namespace}.apps.test",
            "ingress" or "tlsroute" => (string)listener["configuration"]!["bootstrap"]!["host"]!,
            _ => $"{key.Name}-{name}.{key.Namespace}.lb.test",
        };
        if ((string)listener["type"]! is "ingress" or "route" or "tlsroute")
            port = 443;
        var status = new JsonObject
        {
            ["name"] = name,
            ["addresses"] = new JsonArray(new JsonObject { ["host"] = host, ["port"] = port }),
            ["bootstrapServers"] = $"{host}:{port}",
        };
        if ((bool?)listener["tls"] == true)
            status["certificates"] = new JsonArray(authority);
        return status;
    }

    private static void FillPool(JsonObject status, StrimziKey key, JsonObject item, StrimziCluster cluster)
    {
        var spec = item["spec"]!;
        status["nodeIds"] = Array(cluster.NodeIds(key).Select(id => (JsonNode?)id));
        status["roles"] = spec["roles"]!.DeepClone();
        status["replicas"] = (int)spec["replicas"]!;
        status["labelSelector"] =
            $"strimzi.io/cluster={cluster.Key.Name},strimzi.io/kind=Kafka,strimzi.io/name={cluster.Key.Name}-kafka,"
            + $"strimzi.io/pool-name={key.Name}";
        status["clusterId"] = Id(cluster.Key, cluster.Kafka);
    }

    private static void FillConnect(JsonObject status, StrimziKey key, JsonObject item)
    {
        status["url"] = $"http://{key.Name}-connect-api.{key.Namespace}.svc:8083";
        status["replicas"] = (int?)item["spec"]?["replicas"] ?? 3;
        status["labelSelector"] =
            $"strimzi.io/cluster={key.Name},strimzi.io/kind=KafkaConnect,strimzi.io/name={key.Name}-connect";
        status["connectorPlugins"] = new JsonArray(
            Plugin("org.apache.kafka.connect.mirror.MirrorSourceConnector", "source"),
            Plugin("org.apache.kafka.connect.file.FileStreamSourceConnector", "source"),
            Plugin("org.apache.kafka.connect.file.FileStreamSinkConnector", "sink")
        );
    }

    private static JsonObject Plugin(string name, string type) =>
        new()
        {
            ["class"] = name,
            ["type"] = type,
            ["version"] = DefaultKafka,
        };

    private static void FillConnector(JsonObject status, StrimziKey key, JsonObject item)
    {
        var spec = item["spec"]!;
        var state = (string?)spec["state"] switch
        {
            "paused" => "PAUSED",
            "stopped" => "STOPPED",
            _ => "RUNNING",
        };
        var tasks = (int?)spec["tasksMax"] ?? 1;
        var type = ((string?)spec["class"] ?? "").Contains("Sink", StringComparison.Ordinal) ? "sink" : "source";
        status["connectorStatus"] = new JsonObject
        {
            ["name"] = key.Name,
            ["type"] = type,
            ["connector"] = At(state),
            // A connector that is stopped has no tasks.
            ["tasks"] = Array(Enumerable.Range(0, state == "STOPPED" ? 0 : tasks).Select(id => Task(id, state))),
        };
        status["tasksMax"] = tasks;
        if (type == "sink" && (string?)spec["config"]?["topics"] is { } topics)
            status["topics"] = Array(topics.Split(',').Select(t => (JsonNode?)t.Trim()));
        else
            status["topics"] = new JsonArray();
    }

    private static JsonObject At(string state) => new() { ["state"] = state, ["worker_id"] = "connect-0:8083" };

    private static JsonObject Task(int id, string state)
    {
        var task = At(state);
        task["id"] = id;
        return task;
    }
}
