using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;
using KubeFault = Mothership.Strimzi.Objects.KubeFault;

namespace Kube.Tests.Objects;

// Watches: from a list on, by labels, and from too long ago.
public abstract partial class KubeObjectsCompliance
{
    private static readonly TimeSpan WatchLimit = TimeSpan.FromMinutes(1);

    [KubeFact]
    public async Task Watch_FromAList_TellsWhatComesChangesAndGoes_InOrder()
    {
        var mine = World.NewName();
        var before = await Objects.ApplyAsync(TopicOf("before", mine), default);
        var list = await Objects.ListAsync(KubeKind.KafkaTopic, null, $"test={mine}", default);
        list.Items.ShouldHaveSingleItem().ResourceVersion.ShouldBe(before.ResourceVersion);
        var made = await Objects.ApplyAsync(TopicOf("map", mine), default);
        var changed = await Objects.MergeAsync(made.Kind, _space, "map", Partitions(2), default);
        await Objects.ApplyAsync(TopicOf("other", "no"), default);
        await Objects.DeleteAsync(made.Kind, _space, "map", default);
        await Objects.DeleteAsync(made.Kind, _space, "before", default);
        var seen = await SeenAsync($"test={mine}", list.ResourceVersion, 4);
        seen.Select(c => (c.Kind, c.Object.Name))
            .ShouldBe([
                (KubeChangeKind.Written, "map"),
                (KubeChangeKind.Written, "map"),
                (KubeChangeKind.Deleted, "map"),
                (KubeChangeKind.Deleted, "before"),
            ]);
        seen[0].Object.ResourceVersion.ShouldBe(made.ResourceVersion);
        seen[1].Object.ResourceVersion.ShouldBe(changed.ResourceVersion);
        seen[2].Object.Number("spec", "partitions").ShouldBe(2, "as it was last");
        seen[3].Object.ResourceVersion.ShouldNotBe(before.ResourceVersion, "a watch can go on from there");
    }

    [KubeFact]
    public async Task Watch_ByLabels_TellsOfWhatLosesItsLabelAsDeleted()
    {
        var mine = World.NewName();
        var list = await Objects.ListAsync(KubeKind.KafkaTopic, null, $"test={mine}", default);
        var map = await Objects.ApplyAsync(TopicOf("map", mine), default);
        await World.OtherMergesAsync(map, Label("test", "gone"));
        await World.OtherMergesAsync(map, Label("x", "1"));
        await World.OtherMergesAsync(map, Label("test", mine));
        (await SeenAsync($"test={mine}", list.ResourceVersion, 3))
            .Select(c => c.Kind)
            .ShouldBe([KubeChangeKind.Written, KubeChangeKind.Deleted, KubeChangeKind.Written]);
    }

    [KubeFact]
    public async Task Watch_OfAStatusOrADeletionThatWaits_TellsItAsWritten()
    {
        var mine = World.NewName();
        var topic = TopicOf("orders", mine);
        topic.Json["metadata"]!["finalizers"] = new JsonArray("mothership.test/held");
        var made = await Objects.ApplyAsync(topic, default);
        await World.SetStatusAsync(made, new() { ["observedGeneration"] = 1 });
        await Objects.DeleteAsync(made.Kind, _space, "orders", default);
        JsonObject free = new() { ["metadata"] = new JsonObject { ["finalizers"] = null } };
        await Objects.MergeAsync(made.Kind, _space, "orders", free, default);
        var seen = await SeenAsync($"test={mine}", made.ResourceVersion, 3);
        seen.Select(c => c.Kind).ShouldBe([KubeChangeKind.Written, KubeChangeKind.Written, KubeChangeKind.Deleted]);
        (seen[0].Object.Number("status", "observedGeneration"), seen[1].Object.IsDeleting).ShouldBe((1, true));
    }

    [KubeFact]
    public async Task Watch_FromTooLongAgo_IsExpired()
    {
        await Objects.ApplyAsync(Topic("orders", 1), default);
        World.ForgetTheBeginning();
        await FailsAsync(KubeFault.Expired, () => SeenAsync(null, "1", 1));
    }

    private KubeObject TopicOf(string name, string test)
    {
        var topic = Topic(name, 1);
        topic.Json["metadata"]!["labels"] = new JsonObject { ["test"] = test };
        return topic;
    }

    private static JsonObject Partitions(int count) => new() { ["spec"] = new JsonObject { ["partitions"] = count } };

    private static JsonObject Label(string name, string value) =>
        new() { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [name] = value } } };

    // The first of them, without bookmarks, which come when they come.
    private async Task<List<KubeChange>> SeenAsync(string? labels, string version, int count)
    {
        using var limit = new CancellationTokenSource(WatchLimit, TimeProvider.System);
        var seen = new List<KubeChange>();
        await foreach (var change in Objects.WatchAsync(KubeKind.KafkaTopic, labels, version, limit.Token))
        {
            if (change.Kind != KubeChangeKind.Bookmark)
                seen.Add(change);
            if (seen.Count == count)
                return seen;
        }
        throw new InvalidOperationException($"The watch ended after {seen.Count} changes of {count}.");
    }
}
