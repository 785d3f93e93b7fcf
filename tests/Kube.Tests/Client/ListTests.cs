using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;

namespace Kube.Tests.Client;

public sealed class ListTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeFact]
    public async Task List_InParts_GoesOnUntilAllHaveComeOnce()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var wanted = Enumerable.Range(0, 7).Select(i => $"topic-{i}").ToList();
        foreach (var name in wanted)
            await client.ApplyTopicAsync(space, name);
        var (seen, parts, next) = (new List<string>(), 0, (string?)null);
        do
        {
            var list = await PartAsync(client, space, next);
            var items = list.At("items").EnumerateArray().Select(i => i.Text("metadata", "name")).ToList();
            items.Count.ShouldBeLessThanOrEqualTo(3);
            seen.AddRange(items);
            parts++;
            next = list.At("metadata").TryGetProperty("continue", out var token) ? token.GetString() : null;
        } while (!string.IsNullOrEmpty(next));
        parts.ShouldBe(3);
        seen.ShouldBe(wanted);
    }

    [KubeFact]
    public async Task List_TypedInParts_TellsHowManyRemain()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        for (var i = 0; i < 4; i++)
            await client.CoreV1.CreateNamespacedConfigMapAsync(Typed.ConfigMap($"map-{i}"), space);
        var first = await client.CoreV1.ListNamespacedConfigMapAsync(space, limit: 3);
        first.Items.Count.ShouldBe(3);
        first.Metadata.RemainingItemCount.ShouldBe(1);
        var rest = await client.CoreV1.ListNamespacedConfigMapAsync(
            space,
            limit: 3,
            continueParameter: first.Metadata.ContinueProperty
        );
        rest.Items.ShouldHaveSingleItem().Metadata.Name.ShouldBe("map-3");
    }

    [KubeFact]
    public async Task List_ByLabel_OfAllNamespaces_FindsThoseOnly()
    {
        using var client = kube.Server.Client();
        var (one, other) = (await kube.Server.NewNamespaceAsync(), await kube.Server.NewNamespaceAsync());
        var label = kube.Server.NewName("label");
        var labels = new Dictionary<string, string> { ["app"] = label };
        await client.ApplyTopicAsync(one, Kinds.Topic("a", 1, labels), "a");
        await client.ApplyTopicAsync(other, Kinds.Topic("b", 1, labels), "b");
        await client.ApplyTopicAsync(other, "c");
        var list = await client.CustomObjects.ListClusterCustomObjectAsync<JsonElement>(
            Kinds.Group,
            Kinds.Version,
            Kinds.Topics,
            labelSelector: $"app={label}"
        );
        list.At("items").EnumerateArray().Select(i => i.Text("metadata", "namespace")).ShouldBe([one, other], true);
    }

    [KubeFact]
    public async Task List_OfTheCoresKinds_GoesByAnEmptyGroup()
    {
        using var client = kube.Server.Client();
        var list = await client.CustomObjects.ListClusterCustomObjectAsync<JsonElement>("", "v1", "namespaces");
        list.Text("kind").ShouldBe("NamespaceList");
    }

    [KubeFact]
    public async Task List_OfAKindThatIsNotInstalled_Is404()
    {
        using var client = kube.Server.Client();
        var refusal = await Should.ThrowAsync<HttpOperationException>(() =>
            client.CustomObjects.ListClusterCustomObjectAsync("missing.test", "v1", "things")
        );
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [KubeFact]
    public async Task Call_WithoutANamespaceOrBody_IsRefusedBeforeItIsSent()
    {
        using var client = kube.Server.Client();
        await Should.ThrowAsync<ArgumentNullException>(() => client.CoreV1.ListNamespacedSecretAsync(null));
        await Should.ThrowAsync<ArgumentNullException>(() =>
            client.CoreV1.CreateNamespacedSecretAsync(null, "default")
        );
    }

    private static Task<JsonElement> PartAsync(IKubernetes client, string space, string? next) =>
        client.CustomObjects.ListNamespacedCustomObjectAsync<JsonElement>(
            Kinds.Group,
            Kinds.Version,
            space,
            Kinds.Topics,
            limit: 3,
            continueParameter: next
        );
}
