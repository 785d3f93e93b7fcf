using System.Text.Json;
using k8s;
using k8s.Models;

namespace Kube.Tests.Client;

public sealed class WatchTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeFact]
    public async Task Watch_TellsWhatComesChangesAndGoes()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        using var watch = new Following(client, space);
        await client.ApplyTopicAsync(space, "orders", 1);
        await watch.NextAsync(WatchEventType.Added, "orders");
        await client.ApplyTopicAsync(space, "orders", 2);
        (await watch.NextAsync(WatchEventType.Modified, "orders")).At("spec", "partitions").GetInt32().ShouldBe(2);
        await client.CustomObjects.DeleteNamespacedCustomObjectAsync(
            Kinds.Group,
            Kinds.Version,
            space,
            Kinds.Topics,
            "orders"
        );
        await watch.NextAsync(WatchEventType.Deleted, "orders");
    }

    [KubeFact]
    public async Task Watch_FromAVersion_TellsWhatCameAfterIt()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var first = await client.ApplyTopicAsync(space, "first");
        await client.ApplyTopicAsync(space, "second");
        using var watch = new Following(client, space, first.Text("metadata", "resourceVersion"));
        await watch.NextAsync(WatchEventType.Added, "second");
    }

    [KubeFact]
    public async Task Watch_WithBookmarks_TellsHowFarItHasCome()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var topic = await client.ApplyTopicAsync(space, "orders");
        // The server sends one two seconds before it ends a watch whose length was asked for, if it has seen a change
        // by then; a machine that is very busy misses it.
        var bookmarks = new List<JsonElement>();
        for (var length = 4; bookmarks.Count == 0 && length < 40; length *= 2)
            bookmarks.AddRange(await BookmarksAsync(client, space, length));
        bookmarks.ShouldNotBeEmpty();
        var version = long.Parse(bookmarks[^1].Text("metadata", "resourceVersion"));
        version.ShouldBeGreaterThanOrEqualTo(long.Parse(topic.Text("metadata", "resourceVersion")));
    }

    [KubeFact]
    public async Task Watch_Twice_BothSeeEverything()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        using var one = new Following(client, space);
        using var other = new Following(client, space);
        await client.ApplyTopicAsync(space, "orders");
        await one.NextAsync(WatchEventType.Added, "orders");
        await other.NextAsync(WatchEventType.Added, "orders");
    }

    [KubeFact]
    public async Task Watch_Cancelled_EndsAtOnce_BeforeAndAfterItsFirstEvent()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        var silent = new Following(client, space);
        silent.Dispose();
        await Should.ThrowAsync<OperationCanceledException>(() => silent.Ended);
        var spoken = new Following(client, space);
        await client.ApplyTopicAsync(space, "orders");
        await spoken.NextAsync(WatchEventType.Added, "orders");
        spoken.Dispose();
        await Should.ThrowAsync<OperationCanceledException>(() => spoken.Ended);
    }

    [KubeFact]
    public async Task Watch_FromAVersionThatIsTooOld_TellsA410AndEnds()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        using var watch = new Following(client, space, "1");
        await watch.Ended;
        var error = watch.Errors.ShouldHaveSingleItem().ShouldBeOfType<KubernetesException>();
        (error.Status.Code, error.Status.Reason).ShouldBe((410, "Expired"));
    }

    [KubeFact]
    public async Task Watch_Typed_TellsTypedObjects()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await client.CoreV1.CreateNamespacedConfigMapAsync(Typed.ConfigMap("map"), space);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        await foreach (
            var (type, map) in client.CoreV1.WatchListNamespacedConfigMapAsync(space, cancellationToken: limit.Token)
        )
        {
            (type, map.Data["key"]).ShouldBe((WatchEventType.Added, "value"));
            return;
        }
        Assert.Fail("The watch ended without an event.");
    }

    [KubeFact]
    public async Task Watch_ByCalls_CallsUntilItIsDisposedOf()
    {
        using var client = kube.Server.Client();
        var space = await kube.Server.NewNamespaceAsync();
        await client.CoreV1.CreateNamespacedConfigMapAsync(Typed.ConfigMap("map"), space);
        var seen = new TaskCompletionSource<V1ConfigMap>(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var errors = new List<Exception>();
        using var watcher = client.CoreV1.WatchListNamespacedConfigMap(
            space,
            onEvent: (_, map) => seen.TrySetResult(map),
            onError: errors.Add,
            onClosed: () => closed.TrySetResult()
        );
        (await seen.Task.WaitAsync(TimeSpan.FromMinutes(1))).Metadata.Name.ShouldBe("map");
        watcher.Watching.ShouldBeTrue();
        watcher.Dispose();
        await closed.Task.WaitAsync(TimeSpan.FromMinutes(1));
        watcher.Watching.ShouldBeFalse();
        errors.ShouldBeEmpty();
    }

    [KubeFact]
    public async Task Watch_WhoseConnectionBreaks_Throws()
    {
        var faults = new KubeFaults();
        using var client = kube.Server.Client(KubeServer.Admin, faults.Handler());
        var space = await kube.Server.NewNamespaceAsync();
        using var watch = new Following(client, space);
        await client.ApplyTopicAsync(space, "orders");
        await watch.NextAsync(WatchEventType.Added, "orders");
        faults.BreakWatches();
        await Should.ThrowAsync<IOException>(() => watch.Ended);
    }

    private static async Task<List<JsonElement>> BookmarksAsync(IKubernetes client, string space, int seconds)
    {
        var bookmarks = new List<JsonElement>();
        await foreach (
            var (type, item) in client.CustomObjects.WatchListNamespacedCustomObjectAsync(
                Kinds.Group,
                Kinds.Version,
                space,
                Kinds.Topics,
                allowWatchBookmarks: true,
                timeoutSeconds: seconds
            )
        )
            if (type == WatchEventType.Bookmark)
                bookmarks.Add((JsonElement)item);
            else if (type == WatchEventType.Added)
                await client.ApplyTopicAsync(space, "orders", seconds);
        return bookmarks;
    }
}
