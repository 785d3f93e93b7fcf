using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Kube.Tests.Client;

public sealed class ChangeTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeFact]
    public async Task MergePatch_ChangesWhatItNames_AndTakesAwayWhatIsNull()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await client.ApplyTopicAsync(space, Kinds.Topic("orders", 1, new() { ["a"] = "1", ["b"] = "2" }), "orders");
        var patch = Kinds.Merged("""{"metadata": {"labels": {"b": null, "c": "3"}}}""");
        var changed = await PatchAsync(client, space, patch);
        changed.At("metadata", "labels").GetRawText().ShouldBe("""{"a":"1","c":"3"}""");
        changed.At("spec", "partitions").GetInt32().ShouldBe(1);
    }

    [KubeFact]
    public async Task JsonPatch_WhoseTestFails_IsRefused()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await client.ApplyTopicAsync(space, "orders", 1);
        var good = Patch("""[{"op": "replace", "path": "/spec/partitions", "value": 5}]""");
        (await PatchAsync(client, space, good)).At("spec", "partitions").GetInt32().ShouldBe(5);
        var wrong = Patch("""[{"op": "test", "path": "/spec/partitions", "value": 1}]""");
        var refusal = await Should.ThrowAsync<HttpOperationException>(() => PatchAsync(client, space, wrong));
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [KubeFact]
    public async Task StrategicMergePatch_OfADeployment_MergesContainersByTheirName()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await client.AppsV1.CreateNamespacedDeploymentAsync(Typed.Deployment("registry"), space);
        var patch =
            """{"spec": {"template": {"spec": {"containers": [{"name": "registry", "image": "registry:2"}]}}}}""";
        var changed = await client.AppsV1.PatchNamespacedDeploymentAsync(
            new V1Patch(patch, V1Patch.PatchType.StrategicMergePatch),
            "registry",
            space
        );
        var container = changed.Spec.Template.Spec.Containers.ShouldHaveSingleItem();
        container.Image.ShouldBe("registry:2");
        container.Env.ShouldHaveSingleItem().Value.ShouldBe("b");
    }

    [KubeFact]
    public async Task Status_IsChangedOnlyByItsOwnPath()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await client.ApplyTopicAsync(space, "orders");
        var patch = Kinds.Merged("""{"status": {"topicName": "orders", "observedGeneration": 1}}""");
        (await PatchAsync(client, space, patch)).TryGetProperty("status", out _).ShouldBeFalse();
        var changed = await client.CustomObjects.PatchNamespacedCustomObjectStatusAsync<JsonElement>(
            patch,
            Kinds.Group,
            Kinds.Version,
            space,
            Kinds.Topics,
            "orders"
        );
        changed.Text("status", "topicName").ShouldBe("orders");
        changed.At("metadata", "generation").GetInt64().ShouldBe(1);
        var read = await client.CustomObjects.GetNamespacedCustomObjectStatusAsync<JsonElement>(
            Kinds.Group,
            Kinds.Version,
            space,
            Kinds.Topics,
            "orders"
        );
        read.At("status", "observedGeneration").GetInt32().ShouldBe(1);
    }

    [KubeFact]
    public async Task Replace_OfAnOlderVersion_Is409()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var old = JsonObject.Create(await client.ApplyTopicAsync(space, "orders", 1))!;
        await client.ApplyTopicAsync(space, "orders", 2);
        var refusal = await Should.ThrowAsync<HttpOperationException>(() =>
            client.CustomObjects.ReplaceNamespacedCustomObjectAsync(
                old,
                Kinds.Group,
                Kinds.Version,
                space,
                Kinds.Topics,
                "orders"
            )
        );
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        refusal.Status().Reason.ShouldBe("Conflict");
    }

    [KubeFact]
    public async Task Create_OfWhatIsThere_Is409AlreadyExists()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await client.CoreV1.CreateNamespacedConfigMapAsync(Typed.ConfigMap("map"), space);
        var refusal = await Should.ThrowAsync<HttpOperationException>(() =>
            client.CoreV1.CreateNamespacedConfigMapAsync(Typed.ConfigMap("map"), space)
        );
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        refusal.Status().Reason.ShouldBe("AlreadyExists");
    }

    private static V1Patch Patch(string json) => new(json, V1Patch.PatchType.JsonPatch);

    private static Task<JsonElement> PatchAsync(IKubernetes client, string space, V1Patch patch) =>
        client.CustomObjects.PatchNamespacedCustomObjectAsync<JsonElement>(
            patch,
            Kinds.Group,
            Kinds.Version,
            space,
            Kinds.Topics,
            "orders"
        );
}
