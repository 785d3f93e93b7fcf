using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Kube.Tests.Support;

/// <summary>Custom objects of the tests: topics of Strimzi's, the smallest of its kinds.</summary>
internal static class Kinds
{
    public const string Group = "kafka.strimzi.io";
    public const string Version = "v1";
    public const string Topics = "kafkatopics";

    public static object Topic(string name, int partitions = 1, Dictionary<string, string>? labels = null) =>
        new
        {
            apiVersion = $"{Group}/{Version}",
            kind = "KafkaTopic",
            metadata = new { name, labels },
            spec = new { partitions, replicas = 1 },
        };

    public static V1Patch Applied(object body) => new(body, V1Patch.PatchType.ApplyPatch);

    public static V1Patch Merged(string json) => new(json, V1Patch.PatchType.MergePatch);

    public static Task<JsonElement> ApplyTopicAsync(
        this IKubernetes client,
        string space,
        object topic,
        string name,
        string manager = "tests",
        bool force = true
    ) =>
        client.CustomObjects.PatchNamespacedCustomObjectAsync<JsonElement>(
            Applied(topic),
            Group,
            Version,
            space,
            Topics,
            name,
            fieldManager: manager,
            force: force
        );

    public static Task<JsonElement> ApplyTopicAsync(
        this IKubernetes client,
        string space,
        string name,
        int partitions = 1
    ) => client.ApplyTopicAsync(space, Topic(name, partitions), name);

    public static Task<JsonElement> GetTopicAsync(this IKubernetes client, string space, string name) =>
        client.CustomObjects.GetNamespacedCustomObjectAsync<JsonElement>(Group, Version, space, Topics, name);

    public static string Text(this JsonElement item, params string[] path) => item.At(path).GetString()!;

    public static JsonElement At(this JsonElement item, params string[] path) =>
        path.Aggregate(item, (at, name) => at.GetProperty(name));

    /// <summary>The server's words for a refusal.</summary>
    public static V1Status Status(this HttpOperationException refusal) =>
        KubernetesJson.Deserialize<V1Status>(refusal.Response.Content);

    /// <summary>Asks until the server says that it is not there, at most for a minute.</summary>
    public static async Task ConfirmGoneAsync(string what, Func<Task> read)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (!limit.IsCancellationRequested)
        {
            try
            {
                await read();
            }
            catch (HttpOperationException e) when (e.Response.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                return;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        throw new TimeoutException($"{what} was still there after a minute.");
    }
}
