using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Kube.Tests.Strimzi;

/// <summary>A namespace of a test's own with the scripted operator in it.</summary>
internal sealed class StrimziWorld : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private StrimziWorld(Kubernetes client, ScriptedStrimzi strimzi, string space) =>
        (Client, Strimzi, Space) = (client, strimzi, space);

    public Kubernetes Client { get; }

    public ScriptedStrimzi Strimzi { get; }

    public string Space { get; }

    public static async Task<StrimziWorld> StartAsync(KubeServer server)
    {
        var space = await server.NewNamespaceAsync("strimzi");
        return new StrimziWorld(server.Client(), await ScriptedStrimzi.StartAsync(server, n => n == space), space);
    }

    public static bool IsReady(JsonObject status) => Condition(status, "Ready") is not null;

    /// <summary>The reason of a condition, empty where it has none; null where there is no such condition.</summary>
    public static string? Condition(JsonObject status, string type) =>
        status["conditions"]?.AsArray().FirstOrDefault(c => (string?)c!["type"] == type) is { } found
            ? (string?)found["reason"] ?? ""
            : null;

    public async Task ApplyClusterAsync(string name, bool paused = false)
    {
        await ApplyAsync("KafkaNodePool", $"{name}-brokers", name, Pool());
        await ApplyKafkaAsync(name, paused);
    }

    public Task ApplyKafkaAsync(string name, bool paused = false)
    {
        var spec = new JsonObject
        {
            ["kafka"] = new JsonObject
            {
                ["listeners"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "external",
                        ["port"] = 9094,
                        ["type"] = "loadbalancer",
                        ["tls"] = true,
                    }
                ),
            },
        };
        return ApplyAsync("Kafka", name, null, spec, paused ? "strimzi.io/pause-reconciliation" : null);
    }

    public Task ApplyUserAsync(string name, string cluster, string secret, string key) =>
        ApplyAsync(
            "KafkaUser",
            name,
            cluster,
            new JsonObject
            {
                ["authentication"] = new JsonObject
                {
                    ["type"] = "scram-sha-512",
                    ["password"] = new JsonObject
                    {
                        ["valueFrom"] = new JsonObject
                        {
                            ["secretKeyRef"] = new JsonObject { ["name"] = secret, ["key"] = key },
                        },
                    },
                },
            }
        );

    public Task ApplyTopicAsync(string name, string cluster) =>
        ApplyAsync("KafkaTopic", name, cluster, new JsonObject { ["partitions"] = 1, ["replicas"] = 1 });

    public Task ApplyConnectAsync(string name) =>
        ApplyAsync(
            "KafkaConnect",
            name,
            null,
            new JsonObject
            {
                ["replicas"] = 1,
                ["bootstrapServers"] = "kafka:9092",
                ["groupId"] = name,
                ["configStorageTopic"] = $"{name}-configs",
                ["offsetStorageTopic"] = $"{name}-offsets",
                ["statusStorageTopic"] = $"{name}-status",
            },
            "strimzi.io/use-connector-resources"
        );

    public Task ApplyConnectorAsync(string name, string connect, string state) =>
        ApplyAsync(
            "KafkaConnector",
            name,
            connect,
            new JsonObject
            {
                ["class"] = "org.apache.kafka.connect.file.FileStreamSinkConnector",
                ["tasksMax"] = 2,
                ["state"] = state,
                ["config"] = new JsonObject { ["topics"] = "clicks" },
            }
        );

    public async Task<JsonObject> StatusAsync(string kind, string name) =>
        (await GetAsync(kind, name))["status"]?.AsObject() ?? [];

    public Task<JsonObject> GetAsync(string kind, string name) =>
        Client.CustomObjects.GetNamespacedCustomObjectAsync<JsonObject>(
            Kinds.Group,
            Kinds.Version,
            Space,
            $"{kind.ToLowerInvariant()}s",
            name
        );

    public Task DeleteAsync(string kind, string name) =>
        Client.CustomObjects.DeleteNamespacedCustomObjectAsync(
            Kinds.Group,
            Kinds.Version,
            Space,
            $"{kind.ToLowerInvariant()}s",
            name,
            propagationPolicy: "Foreground"
        );

    /// <summary>Reads until the status is as wanted, at most for a minute.</summary>
    public async Task<JsonObject> AwaitAsync(string kind, string name, Func<JsonObject, bool> isWanted)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        while (true)
        {
            var status = await StatusAsync(kind, name);
            if (isWanted(status))
                return status;
            if (limit.IsCancellationRequested)
                throw new TimeoutException(
                    $"{kind} {name} after {Limit}: {status}; troubles: {string.Join("; ", Strimzi.Troubles)}"
                );
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Strimzi.DisposeAsync();
        Client.Dispose();
    }

    private static JsonObject Pool() =>
        new()
        {
            ["replicas"] = 3,
            ["roles"] = new JsonArray("controller", "broker"),
            ["storage"] = new JsonObject
            {
                ["type"] = "jbod",
                ["volumes"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = 0,
                        ["type"] = "persistent-claim",
                        ["size"] = "10Gi",
                        ["kraftMetadata"] = "shared",
                    }
                ),
            },
        };

    private Task ApplyAsync(string kind, string name, string? cluster, JsonObject spec, string? annotation = null)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (cluster is not null)
            metadata["labels"] = new JsonObject { ["strimzi.io/cluster"] = cluster };
        if (annotation is not null)
            metadata["annotations"] = new JsonObject { [annotation] = "true" };
        var item = new JsonObject
        {
            ["apiVersion"] = $"{Kinds.Group}/{Kinds.Version}",
            ["kind"] = kind,
            ["metadata"] = metadata,
            ["spec"] = spec,
        };
        return Client.CustomObjects.PatchNamespacedCustomObjectAsync(
            new V1Patch(item, V1Patch.PatchType.ApplyPatch),
            Kinds.Group,
            Kinds.Version,
            Space,
            $"{kind.ToLowerInvariant()}s",
            name,
            fieldManager: "tests",
            force: true
        );
    }
}

/// <summary>Shorter ways to read a status.</summary>
internal static class StatusText
{
    public static string Text(this JsonObject status, string name) => (string)status[name]!;

    public static long Number(this JsonObject status, string name) => (long)status[name]!;
}
