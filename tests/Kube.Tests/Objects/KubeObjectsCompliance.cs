using System.Text.Json.Nodes;
using Kube.Tests.Operator;
using Mothership.Strimzi.Objects;
using KubeFault = Mothership.Strimzi.Objects.KubeFault;

namespace Kube.Tests.Objects;

/// <summary>What every <see cref="IKubeObjects"/> does: one suite for the real server and the one in memory.</summary>
public abstract partial class KubeObjectsCompliance : IAsyncLifetime
{
    private IObjectsWorld? _world;
    private string _space = "";

    private IObjectsWorld World => _world ?? throw new InvalidOperationException(KubeFiles.Missing);

    private IKubeObjects Objects => World.Objects;

    public async Task InitializeAsync()
    {
        _world = NewWorld();
        if (_world is null)
            return;
        _space = World.NewName();
        await Objects.ApplyAsync(KubeObject.New(KubeKind.Namespace, null, _space, []), default);
    }

    public Task DisposeAsync()
    {
        _world?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>What is tested; null where it can't be had.</summary>
    internal abstract IObjectsWorld? NewWorld();

    [KubeFact]
    public async Task Find_OfWhatIsNotThere_IsNothing()
    {
        (await Objects.FindAsync(KubeKind.ConfigMap, _space, "none", default)).ShouldBeNull();
        (await Objects.FindAsync(KubeKind.ConfigMap, World.NewName(), "none", default)).ShouldBeNull();
        (await Objects.FindAsync(KubeKind.Namespace, null, World.NewName(), default)).ShouldBeNull();
    }

    [KubeFact]
    public async Task List_InParts_HasEachOnce_WithItsKind_AndAVersionToWatchFrom()
    {
        var names = Enumerable.Range(0, 5).Select(i => $"map-{i}").ToList();
        foreach (var name in names)
            await Objects.ApplyAsync(Map(name, new() { ["a"] = "1" }), default);
        var list = await Objects.ListAsync(KubeKind.ConfigMap, _space, "managed=yes", default);
        list.Items.Select(o => o.Name).ShouldBe(names);
        list.Items.Select(o => (o.Text("apiVersion"), o.Text("kind"))).Distinct().ShouldBe([("v1", "ConfigMap")]);
        list.Items.ShouldAllBe(o => o.Namespace == _space && o.ResourceVersion.Length > 0);
        list.ResourceVersion.ShouldNotBeEmpty();
        (await Objects.ListAsync(KubeKind.ConfigMap, World.NewName(), null, default)).Items.ShouldBeEmpty();
    }

    [KubeFact]
    public async Task List_ByLabels_FindsThoseOnly_EverywhereToo()
    {
        var mine = World.NewName();
        await Objects.ApplyAsync(Labelled("a", ("test", mine), ("x", "1")), default);
        await Objects.ApplyAsync(Labelled("b", ("test", mine), ("x", "2")), default);
        await Objects.ApplyAsync(Labelled("c", ("test", mine)), default);
        async Task<string> Names(string selector) =>
            string.Concat(
                (await Objects.ListAsync(KubeKind.ConfigMap, null, $"test={mine}{selector}", default)).Items.Select(o =>
                    o.Name
                )
            );
        (await Names("")).ShouldBe("abc");
        (await Names(",x=1")).ShouldBe("a");
        (await Names(",x")).ShouldBe("ab");
        (await Names(",!x")).ShouldBe("c");
        (await Names(",x=3")).ShouldBe("");
    }

    [KubeFact]
    public async Task Create_OfWhatIsThere_IsAConflict_AndOfAMissingNamespaceMissing()
    {
        var made = await Objects.CreateAsync(Map("map", new() { ["a"] = "1" }), default);
        made.Text("data", "a").ShouldBe("1");
        made.ResourceVersion.ShouldNotBeEmpty();
        await FailsAsync(KubeFault.Conflict, () => Objects.CreateAsync(Map("map", []), default));
        var nowhere = KubeObject.New(KubeKind.ConfigMap, World.NewName(), "map", []);
        (
            await FailsAsync(KubeFault.Missing, () => Objects.CreateAsync(nowhere, default))
        ).IsKindMissing.ShouldBeFalse();
        await FailsAsync(KubeFault.Missing, () => Objects.ApplyAsync(nowhere, default));
    }

    [KubeFact]
    public async Task Merge_ChangesWhatItNames_TakesAwayNulls_AndNeedsAnObject()
    {
        var before = await Objects.ApplyAsync(Map("map", new() { ["a"] = "1", ["b"] = "2" }), default);
        JsonObject change = new()
        {
            ["data"] = new JsonObject { ["a"] = null, ["c"] = "3" },
        };
        var after = await Objects.MergeAsync(KubeKind.ConfigMap, _space, "map", change, default);
        Data(after).ShouldBe("b=2 c=3");
        after.ResourceVersion.ShouldNotBe(before.ResourceVersion);
        var again = await Objects.MergeAsync(KubeKind.ConfigMap, _space, "map", change, default);
        again.ResourceVersion.ShouldBe(after.ResourceVersion, "nothing was changed");
        await FailsAsync(
            KubeFault.Missing,
            () => Objects.MergeAsync(KubeKind.ConfigMap, _space, "none", change, default)
        );
    }

    [KubeFact]
    public async Task Delete_SaysWhetherItWasGoneBefore()
    {
        await Objects.ApplyAsync(Map("map", []), default);
        (await Objects.DeleteAsync(KubeKind.ConfigMap, _space, "map", default)).ShouldBeFalse();
        (await Objects.FindAsync(KubeKind.ConfigMap, _space, "map", default)).ShouldBeNull();
        (await Objects.DeleteAsync(KubeKind.ConfigMap, _space, "map", default)).ShouldBeTrue();
    }

    [KubeFact]
    public async Task Delete_OfWhatAFinalizerHolds_WaitsForIt()
    {
        var topic = Topic("held", 1);
        ((JsonObject)topic.Json["metadata"]!)["finalizers"] = new JsonArray("mothership.test/held");
        await Objects.ApplyAsync(topic, default);
        (await Objects.DeleteAsync(topic.Kind, _space, topic.Name, default)).ShouldBeFalse();
        (await Objects.DeleteAsync(topic.Kind, _space, topic.Name, default)).ShouldBeFalse();
        var going = (await Objects.FindAsync(topic.Kind, _space, topic.Name, default))!;
        (going.IsDeleting, going.Generation).ShouldBe((true, 2));
        JsonObject free = new() { ["metadata"] = new JsonObject { ["finalizers"] = null } };
        await Objects.MergeAsync(topic.Kind, _space, topic.Name, free, default);
        (await Objects.FindAsync(topic.Kind, _space, topic.Name, default)).ShouldBeNull();
    }

    [KubeFact]
    public async Task Namespace_ThatIsHeld_Terminates_TakesNothingNew_AndGoesWithItsLastObject()
    {
        var held = Map("held", []);
        ((JsonObject)held.Json["metadata"]!)["finalizers"] = new JsonArray("mothership.test/held");
        await Objects.ApplyAsync(held, default);
        await Objects.ApplyAsync(Topic("orders", 1), default);
        (await Objects.DeleteAsync(KubeKind.Namespace, null, _space, default)).ShouldBeFalse();
        (await Objects.FindAsync(KubeKind.Namespace, null, _space, default))!.IsDeleting.ShouldBeTrue();
        await FailsAsync(KubeFault.Forbidden, () => Objects.CreateAsync(Map("new", []), default));
        await FailsAsync(KubeFault.Forbidden, () => Objects.ApplyAsync(Map("new", []), default));
        await KubeRegion.UntilAsync(
            () => "what nobody holds is still there",
            async () => await Objects.FindAsync(KubeKind.KafkaTopic, _space, "orders", default) is null
        );
        JsonObject free = new() { ["metadata"] = new JsonObject { ["finalizers"] = null } };
        await KubeRegion.UntilAsync(
            () => "what is held is not on its way",
            async () => (await Objects.FindAsync(held.Kind, _space, "held", default))!.IsDeleting
        );
        await Objects.MergeAsync(held.Kind, _space, "held", free, default);
        await KubeRegion.UntilAsync(
            () => "the namespace is still there",
            async () => await Objects.FindAsync(KubeKind.Namespace, null, _space, default) is null
        );
    }

    [KubeFact]
    public async Task Generation_CountsWishes_AndNotLabelsOrStatuses()
    {
        var made = await Objects.ApplyAsync(Topic("orders", 1), default);
        made.Generation.ShouldBe(1);
        (await Objects.ApplyAsync(Topic("orders", 2), default)).Generation.ShouldBe(2);
        var relabelled = Topic("orders", 2);
        ((JsonObject)relabelled.Json["metadata"]!)["labels"] = new JsonObject { ["x"] = "1" };
        var after = await Objects.ApplyAsync(relabelled, default);
        after.Generation.ShouldBe(2);
        await World.SetStatusAsync(after, new() { ["observedGeneration"] = 2 });
        var read = (await Objects.FindAsync(after.Kind, _space, "orders", default))!;
        (read.Generation, read.Number("status", "observedGeneration")).ShouldBe((2, 2));
        read.ResourceVersion.ShouldNotBe(after.ResourceVersion);
        (await Objects.ApplyAsync(Map("map", []), default)).Generation.ShouldBe(0, "the core counts none for these");
    }

    [KubeFact]
    public async Task Status_OfAKindWithOneOfItsOwn_IsNotWrittenWithTheRest()
    {
        var topic = Topic("orders", 1);
        topic.Json["status"] = new JsonObject { ["observedGeneration"] = 7 };
        (await Objects.ApplyAsync(topic, default)).At("status").ShouldBeNull();
        JsonObject change = new() { ["status"] = new JsonObject { ["observedGeneration"] = 7 } };
        (await Objects.MergeAsync(topic.Kind, _space, "orders", change, default)).At("status").ShouldBeNull();
    }

    [KubeFact]
    public async Task Value_ThatTheKindForbids_IsInvalid_AndOneOfAnotherTypeUnavailableToAnApply()
    {
        await FailsAsync(KubeFault.Invalid, () => Objects.ApplyAsync(Topic("orders", 0), default));
        await FailsAsync(KubeFault.Invalid, () => Objects.CreateAsync(Topic("orders", "many"), default));
        // Release 1.20 answers an apply that its schema can't even read with an error of its own: 500.
        await FailsAsync(KubeFault.Unavailable, () => Objects.ApplyAsync(Topic("orders", "many"), default));
        (await Objects.FindAsync(KubeKind.KafkaTopic, _space, "orders", default)).ShouldBeNull();
        await Objects.ApplyAsync(Topic("orders", 1), default);
        JsonObject change = new() { ["spec"] = new JsonObject { ["partitions"] = "many" } };
        await FailsAsync(
            KubeFault.Invalid,
            () => Objects.MergeAsync(KubeKind.KafkaTopic, _space, "orders", change, default)
        );
    }

    private KubeObject Map(string name, JsonObject data)
    {
        var map = Labelled(name, ("managed", "yes"));
        map.Json["data"] = data;
        return map;
    }

    private KubeObject Labelled(string name, params (string Name, string Value)[] labels) =>
        KubeObject.New(KubeKind.ConfigMap, _space, name, labels.Select(l => KeyValuePair.Create(l.Name, l.Value)));

    private KubeObject Topic(string name, JsonNode partitions)
    {
        var topic = KubeObject.New(KubeKind.KafkaTopic, _space, name, []);
        topic.Json["spec"] = new JsonObject { ["partitions"] = partitions, ["replicas"] = 1 };
        return topic;
    }

    private static string Data(KubeObject map) =>
        string.Join(
            ' ',
            ((JsonObject?)map.At("data") ?? [])
                .OrderBy(d => d.Key, StringComparer.Ordinal)
                .Select(d => $"{d.Key}={d.Value}")
        );

    private static async Task<KubeException> FailsAsync(KubeFault fault, Func<Task> call)
    {
        var e = await Should.ThrowAsync<KubeException>(call);
        e.Fault.ShouldBe(fault, e.Message);
        return e;
    }
}
