using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;
using KubeFault = Mothership.Strimzi.Objects.KubeFault;

namespace Kube.Tests.Objects;

// Server-side apply: who has which field, and what becomes of fields that are no longer wanted.
public abstract partial class KubeObjectsCompliance
{
    [KubeFact]
    public async Task Apply_MakesAnObject_AndTheSameAgainChangesNothing()
    {
        var made = await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default);
        (made.Name, made.Namespace, made.Text("kind"), Data(made)).ShouldBe(("map", _space, "ConfigMap", "a=1"));
        made.Text("metadata", "uid").ShouldNotBeNullOrEmpty();
        var again = await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default);
        (again.ResourceVersion, again.Text("metadata", "uid")).ShouldBe(
            (made.ResourceVersion, made.Text("metadata", "uid"))
        );
        var read = (await Objects.FindAsync(KubeKind.ConfigMap, _space, "map", default))!;
        read.ResourceVersion.ShouldBe(made.ResourceVersion);
    }

    [KubeFact]
    public async Task Apply_WithoutAFieldThatWeApplied_TakesItAway_AndLeavesThoseOfOthers()
    {
        var map = await Objects.ApplyAsync(Map("map", new() { ["a"] = "1", ["b"] = "2" }), default);
        await World.OtherMergesAsync(map, Change("c", "3"));
        Data(await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default)).ShouldBe("a=1 c=3");
    }

    [KubeFact]
    public async Task Apply_OfAFieldThatAnotherHas_TakesItOver_AndItGoesWithUs()
    {
        var map = await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default);
        await World.OtherMergesAsync(map, Change("b", "theirs"));
        Data(await Objects.ApplyAsync(Map("map", new() { ["a"] = "1", ["b"] = "ours" }), default))
            .ShouldBe("a=1 b=ours");
        Data(await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default)).ShouldBe("a=1");
    }

    [KubeFact]
    public async Task Apply_OfAFieldThatAnotherHasWithTheSameValue_SharesIt()
    {
        await World.OtherAppliesAsync(Map("map", new() { ["a"] = "1", ["b"] = "2" }));
        Data(await Objects.ApplyAsync(Map("map", new() { ["a"] = "1", ["b"] = "2" }), default)).ShouldBe("a=1 b=2");
        Data(await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default)).ShouldBe("a=1 b=2");
    }

    [KubeFact]
    public async Task Apply_AfterAnotherHasChangedOurField_PutsItBack_OrLeavesItToHim()
    {
        var map = await Objects.ApplyAsync(Map("map", new() { ["a"] = "1", ["b"] = "2" }), default);
        await World.OtherMergesAsync(map, Change("a", "9"));
        await World.OtherMergesAsync(map, Change("b", "9"));
        Data(await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default)).ShouldBe("a=1 b=9");
    }

    [KubeFact]
    public async Task Apply_AfterCreate_OwnsOnlyWhatItApplies()
    {
        await Objects.CreateAsync(Map("map", new() { ["a"] = "1", ["b"] = "2" }), default);
        Data(await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default)).ShouldBe("a=1 b=2");
        Data(await Objects.ApplyAsync(Map("map", new() { ["a"] = "3" }), default)).ShouldBe("a=3 b=2");
        Data(await Objects.ApplyAsync(Map("map", new() { ["c"] = "4" }), default)).ShouldBe("b=2 c=4");
    }

    [KubeFact]
    public async Task Apply_AfterMerge_LeavesWhatWasMerged()
    {
        await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default);
        await Objects.MergeAsync(KubeKind.ConfigMap, _space, "map", Change("b", "2"), default);
        Data(await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default)).ShouldBe("a=1 b=2");
    }

    [KubeFact]
    public async Task Apply_OfAList_PutsItAsAWhole()
    {
        var user = User(new JsonArray("Read", "Write"));
        await Objects.ApplyAsync(user, default);
        var after = await Objects.ApplyAsync(User(new JsonArray("Describe")), default);
        after.Items("spec", "authorization", "acls").Single()["operations"]!
            .ToJsonString()
            .ShouldBe("""["Describe"]""");
    }

    [KubeFact]
    public async Task Apply_OfAnEmptyMap_KeepsIt_AndOneThatIsEmptiedIsRefused()
    {
        var topic = Topic("orders", 1);
        topic.Json["spec"]!["config"] = new JsonObject();
        (await Objects.ApplyAsync(topic, default)).At("spec", "config")!.ToJsonString().ShouldBe("{}");
        topic.Json["spec"]!["config"] = new JsonObject { ["retention.ms"] = 1 };
        (await Objects.ApplyAsync(topic, default)).Number("spec", "config", "retention.ms").ShouldBe(1);
        // Release 1.20 would put null in the map's place, which the schema of a custom kind forbids.
        topic.Json["spec"]!["config"] = new JsonObject();
        await FailsAsync(KubeFault.Invalid, () => Objects.ApplyAsync(topic, default));
        await FailsAsync(KubeFault.Invalid, () => Objects.ApplyAsync(Topic("orders", 1), default));
        JsonObject none = new() { ["spec"] = new JsonObject { ["config"] = null } };
        var after = await Objects.MergeAsync(KubeKind.KafkaTopic, _space, "orders", none, default);
        after.At("spec", "config").ShouldBeNull();
        (await Objects.ApplyAsync(Topic("orders", 1), default)).At("spec", "config").ShouldBeNull();
    }

    [KubeFact]
    public async Task Apply_OfARevision_OnlyWhileTheObjectIsThatOne()
    {
        var first = await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default);
        var second = await Objects.ApplyAsync(Revised("2", first.Revision), default);
        Data(second).ShouldBe("a=2");
        await FailsAsync(KubeFault.Conflict, () => Objects.ApplyAsync(Revised("3", first.Revision), default));
        await Objects.DeleteAsync(KubeKind.ConfigMap, _space, "map", default);
        await FailsAsync(KubeFault.Conflict, () => Objects.ApplyAsync(Revised("4", second.Revision), default));
        (await Objects.FindAsync(KubeKind.ConfigMap, _space, "map", default)).ShouldBeNull();
        await Objects.ApplyAsync(Map("map", new() { ["a"] = "5" }), default);
        await FailsAsync(KubeFault.Conflict, () => Objects.ApplyAsync(Revised("6", second.Revision), default));
    }

    [KubeFact]
    public async Task Apply_OfAVersionAlone_MakesWhatIsNotThere()
    {
        var map = await Objects.ApplyAsync(Map("map", new() { ["a"] = "1" }), default);
        await Objects.DeleteAsync(KubeKind.ConfigMap, _space, "map", default);
        var again = Map("map", new() { ["a"] = "2" });
        again.Json["metadata"]!["resourceVersion"] = map.ResourceVersion;
        Data(await Objects.ApplyAsync(again, default)).ShouldBe("a=2");
    }

    private KubeObject Revised(string value, string revision)
    {
        var map = Map("map", new() { ["a"] = value });
        map.OnlyAs(revision);
        return map;
    }

    private KubeObject User(JsonArray operations)
    {
        var user = KubeObject.New(KubeKind.KafkaUser, _space, "user", []);
        JsonObject acl = new()
        {
            ["operations"] = operations,
            ["resource"] = new JsonObject { ["type"] = "topic", ["name"] = "orders" },
        };
        user.Json["spec"] = new JsonObject
        {
            ["authorization"] = new JsonObject { ["type"] = "simple", ["acls"] = new JsonArray(acl) },
        };
        return user;
    }

    private static JsonObject Change(string name, string? value) =>
        new() { ["data"] = new JsonObject { [name] = value } };
}
