using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Kube.Tests.Client;

public sealed class DeleteTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeTheory]
    [InlineData("Foreground")]
    [InlineData("Background")]
    public async Task Delete_WithWhatBelongsToIt_IsConfirmedByA404OfBoth(string propagation)
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await OwnedAsync(client, space);
        await DeleteTopicAsync(client, space, propagation);
        await Kinds.ConfirmGoneAsync("the topic", () => client.GetTopicAsync(space, "orders"));
        await Kinds.ConfirmGoneAsync("its map", () => client.CoreV1.ReadNamespacedConfigMapAsync("map", space));
    }

    [KubeFact]
    public async Task Delete_InTheForeground_StaysUntilWhatBelongsToItHasGone()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var map = await OwnedAsync(client, space, blocks: true, finalizer: "mothership.test/held");
        await DeleteTopicAsync(client, space, "Foreground");
        var topic = await client.GetTopicAsync(space, "orders");
        topic.At("metadata").TryGetProperty("deletionTimestamp", out _).ShouldBeTrue();
        topic.At("metadata", "finalizers")[0].GetString().ShouldBe("foregroundDeletion");
        await client.CoreV1.PatchNamespacedConfigMapAsync(
            Kinds.Merged("""{"metadata": {"finalizers": null}}"""),
            map.Metadata.Name,
            space
        );
        await Kinds.ConfirmGoneAsync("the topic", () => client.GetTopicAsync(space, "orders"));
    }

    [KubeFact]
    public async Task Delete_LeavingOrphans_LeavesThem()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await OwnedAsync(client, space);
        await DeleteTopicAsync(client, space, "Orphan");
        await Kinds.ConfirmGoneAsync("the topic", () => client.GetTopicAsync(space, "orders"));
        var map = await client.CoreV1.ReadNamespacedConfigMapAsync("map", space);
        map.Metadata.OwnerReferences.ShouldBeNull();
    }

    [KubeFact]
    public async Task Delete_OfAnotherThanTheOneMeant_Is409()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await client.ApplyTopicAsync(space, "orders");
        var meant = new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = "another" } };
        var refusal = await Should.ThrowAsync<HttpOperationException>(() =>
            client.CustomObjects.DeleteNamespacedCustomObjectAsync(
                Kinds.Group,
                Kinds.Version,
                space,
                Kinds.Topics,
                "orders",
                body: meant
            )
        );
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [KubeFact]
    public async Task Delete_OfANamespace_AnswersItWhileItTerminates_AndTakesAllWithIt()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await client.ApplyTopicAsync(space, "orders");
        var answer = await client.CoreV1.DeleteNamespaceAsync(space);
        answer.HasObject.ShouldBeTrue();
        answer.ObjectView<V1Namespace>().Status.Phase.ShouldBe("Terminating");
        await Kinds.ConfirmGoneAsync("the namespace", () => client.CoreV1.ReadNamespaceAsync(space));
        var refusal = await Should.ThrowAsync<HttpOperationException>(() => client.GetTopicAsync(space, "orders"));
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [KubeFact]
    public async Task Delete_OfASecret_AnswersAStatus()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var secret = new V1Secret { Metadata = new V1ObjectMeta { Name = "password" } };
        await client.CoreV1.CreateNamespacedSecretAsync(secret, space);
        var answer = await client.CoreV1.DeleteNamespacedSecretAsync("password", space);
        (answer.HasObject, answer.Status).ShouldBe((false, "Success"));
    }

    [KubeFact]
    public async Task DeleteCollection_ByLabel_DeletesThoseOnly()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var marked = Typed.ConfigMap("a");
        marked.Metadata.Labels = new Dictionary<string, string> { ["go"] = "yes" };
        await client.CoreV1.CreateNamespacedConfigMapAsync(marked, space);
        await client.CoreV1.CreateNamespacedConfigMapAsync(Typed.ConfigMap("b"), space);
        await client.CoreV1.DeleteCollectionNamespacedConfigMapAsync(space, labelSelector: "go=yes");
        await Kinds.ConfirmGoneAsync("the map", () => client.CoreV1.ReadNamespacedConfigMapAsync("a", space));
        (await client.CoreV1.ReadNamespacedConfigMapAsync("b", space)).Metadata.Name.ShouldBe("b");
    }

    private static Task DeleteTopicAsync(IKubernetes client, string space, string propagation) =>
        client.CustomObjects.DeleteNamespacedCustomObjectAsync(
            Kinds.Group,
            Kinds.Version,
            space,
            Kinds.Topics,
            "orders",
            propagationPolicy: propagation
        );

    /// <summary>A topic, and a config map that belongs to it.</summary>
    private static async Task<V1ConfigMap> OwnedAsync(
        IKubernetes client,
        string space,
        bool blocks = false,
        string? finalizer = null
    )
    {
        JsonElement topic = await client.ApplyTopicAsync(space, "orders");
        var map = Typed.ConfigMap(
            "map",
            new V1OwnerReference
            {
                ApiVersion = "kafka.strimzi.io/v1",
                Kind = "KafkaTopic",
                Name = "orders",
                Uid = topic.Text("metadata", "uid"),
                BlockOwnerDeletion = blocks,
            }
        );
        if (finalizer is not null)
            map.Metadata.Finalizers = [finalizer];
        return await client.CoreV1.CreateNamespacedConfigMapAsync(map, space);
    }
}
