using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Mothership.Tests.Support.Kube;

/// <summary>
/// What it does about connectors' offsets: lists them into a config map, alters them from one, or resets them, as the
/// annotation says, which it then takes away. What does not work it says in a warning, and tries again each time.
/// </summary>
public sealed partial class ScriptedStrimzi
{
    private const string OffsetsAnnotation = "strimzi.io/connector-offsets";
    private const string OffsetsField = "offsets.json";

    private readonly Dictionary<string, List<JsonObject>> _offsets = [];

    /// <summary>Where a connector has got to, from now on.</summary>
    public Task SetOffsetsAsync(string connector, params JsonObject[] offsets) =>
        DoAsync(() =>
        {
            _offsets[connector] = [.. offsets];
            return Task.CompletedTask;
        });

    private async Task<StrimziVerdict> ManageOffsetsAsync(StrimziKey key, JsonObject item, StrimziVerdict verdict)
    {
        if ((string?)item["metadata"]!["annotations"]?[OffsetsAnnotation] is not { } verb)
            return verdict;
        var (reason, wrong) = verb switch
        {
            "list" => ("ListOffsets", await ListOffsetsAsync(key, item)),
            "alter" => ("AlterOffsets", await AlterOffsetsAsync(key, item)),
            "reset" => ("ResetOffsets", ResetOffsets(key, item)),
            _ => ("ManageOffsets", $"Invalid annotation value {verb}."),
        };
        if (wrong is not null)
            return verdict with { Warnings = [.. verdict.Warnings, (reason, wrong)] };
        await PatchAsync(key, new JsonObject { ["annotations"] = new JsonObject { [OffsetsAnnotation] = null } });
        return verdict;
    }

    private async Task<string?> ListOffsetsAsync(StrimziKey key, JsonObject item)
    {
        if ((string?)item["spec"]!["listOffsets"]?["toConfigMap"]?["name"] is not { } name)
            return "Failed to list the connector offsets due to missing property listOffsets in KafkaConnector CR.";
        var text = new JsonObject
        {
            ["offsets"] = new JsonArray([.. Offsets(key).Select(o => (JsonNode?)o.DeepClone())]),
        }.ToJsonString();
        var metadata = new JsonObject { ["name"] = name, ["labels"] = item["metadata"]!["labels"]?.DeepClone() };
        var owners = (await ReadMapAsync(key, name))?.Metadata.OwnerReferences;
        if (owners is not { Count: > 0 } || owners.Any(o => o.Uid == (string)item["metadata"]!["uid"]!))
            metadata["ownerReferences"] = new JsonArray(OwnerOf(key, item));
        var map = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = metadata,
            ["data"] = new JsonObject { [OffsetsField] = text },
        };
        await _client.CustomObjects.PatchNamespacedCustomObjectAsync(
            new V1Patch(map, V1Patch.PatchType.ApplyPatch),
            "",
            "v1",
            key.Namespace,
            "configmaps",
            name,
            fieldManager: "strimzi-cluster-operator",
            force: true
        );
        return null;
    }

    private async Task<string?> AlterOffsetsAsync(StrimziKey key, JsonObject item)
    {
        const string Trouble = "Encountered error altering connector offsets. ";
        if ((string?)item["spec"]!["alterOffsets"]?["fromConfigMap"]?["name"] is not { } name)
            return "Failed to alter the connector offsets due to missing property alterOffsets in KafkaConnector CR.";
        if (!IsStopped(item))
            return $"{Trouble}Connector is not in STOPPED state";
        if ((await ReadMapAsync(key, name))?.Data?.TryGetValue(OffsetsField, out var text) != true)
            return $"{Trouble}ConfigMap {key.Namespace}/{name} or its field {OffsetsField} is missing.";
        var wanted = JsonNode.Parse(text!)?["offsets"]?.AsArray() ?? [];
        if (wanted.Any(o => o?["partition"] is not JsonObject))
            return $"{Trouble}PATCH /connectors/{key.Name}/offsets returned 400 (Bad Request): Partition must be set";
        foreach (var one in wanted.Select(o => o!.AsObject()))
        {
            Offsets(key).RemoveAll(o => JsonNode.DeepEquals(o["partition"], one["partition"]));
            if (one["offset"] is not null)
                Offsets(key).Add(one.DeepClone().AsObject());
        }
        return null;
    }

    private string? ResetOffsets(StrimziKey key, JsonObject item)
    {
        if (!IsStopped(item))
            return "Encountered error resetting connector offsets. Connector is not in STOPPED state";
        Offsets(key).Clear();
        return null;
    }

    private List<JsonObject> Offsets(StrimziKey key) =>
        _offsets.TryGetValue(key.Name, out var known) ? known : _offsets[key.Name] = [];

    private static bool IsStopped(JsonObject item) => (string?)item["spec"]!["state"] == "stopped";

    private static JsonObject OwnerOf(StrimziKey key, JsonObject item) =>
        new()
        {
            ["apiVersion"] = $"{StrimziKinds.Group}/{StrimziKinds.Version}",
            ["kind"] = key.Kind,
            ["name"] = key.Name,
            ["uid"] = (string)item["metadata"]!["uid"]!,
            ["controller"] = false,
            ["blockOwnerDeletion"] = false,
        };

    private async Task<V1ConfigMap?> ReadMapAsync(StrimziKey key, string name)
    {
        try
        {
            return await _client.CoreV1.ReadNamespacedConfigMapAsync(name, key.Namespace);
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private Task PatchAsync(StrimziKey key, JsonObject metadata) =>
        _client.CustomObjects.PatchNamespacedCustomObjectAsync(
            new V1Patch(new JsonObject { ["metadata"] = metadata }, V1Patch.PatchType.MergePatch),
            StrimziKinds.Group,
            StrimziKinds.Version,
            key.Namespace,
            StrimziKinds.Plural(key.Kind),
            key.Name
        );
}
