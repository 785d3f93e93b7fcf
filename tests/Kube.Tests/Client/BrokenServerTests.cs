using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;

namespace Kube.Tests.Client;

/// <summary>What happens to the server here is not for others to share.</summary>
public sealed class BrokenServerTests(OwnKube kube) : IClassFixture<OwnKube>
{
    [KubeFact]
    public async Task List_GoingOnAfterItsVersionIsForgotten_Is410()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        for (var i = 0; i < 4; i++)
            await client.ApplyTopicAsync(space, $"topic-{i}");
        var first = await PartAsync(client, space, null);
        await client.ApplyTopicAsync(space, "later");
        await kube.Server.CompactAsync();
        var refusal = await Should.ThrowAsync<HttpOperationException>(() =>
            PartAsync(client, space, first.Text("metadata", "continue"))
        );
        refusal.Response.StatusCode.ShouldBe(HttpStatusCode.Gone);
        refusal.Status().Reason.ShouldBe("Expired");
    }

    [KubeFact]
    public async Task Watch_OfAServerThatIsKilled_Throws_AndResumesByAListAfterA410()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var early = (await client.ApplyTopicAsync(space, "early")).Text("metadata", "resourceVersion");
        using var watch = new Following(client, space);
        await watch.NextAsync(WatchEventType.Added, "early");
        await kube.Server.KillAsync();
        // How a connection breaks off is the transport's matter.
        var broken = await Should.ThrowAsync<Exception>(() => watch.Ended);
        (broken is IOException or HttpRequestException).ShouldBeTrue(broken.ToString());
        await Should.ThrowAsync<HttpRequestException>(() => client.GetTopicAsync(space, "early"));

        await kube.Server.RestartAsync();
        await client.ApplyTopicAsync(space, "late");
        // The new process remembers no version before its own start.
        using var tooOld = new Following(client, space, early);
        await tooOld.Ended;
        tooOld.Errors.ShouldHaveSingleItem().ShouldBeOfType<KubernetesException>().Status.Code.ShouldBe(410);
        var list = await PartAsync(client, space, null);
        list.At("items").GetArrayLength().ShouldBe(2);
        using var resumed = new Following(client, space, list.Text("metadata", "resourceVersion"));
        await client.ApplyTopicAsync(space, "later");
        await resumed.NextAsync(WatchEventType.Added, "later");
    }

    private static Task<JsonElement> PartAsync(IKubernetes client, string space, string? next) =>
        client.CustomObjects.ListNamespacedCustomObjectAsync<JsonElement>(
            Kinds.Group,
            Kinds.Version,
            space,
            Kinds.Topics,
            limit: 2,
            continueParameter: next
        );
}
