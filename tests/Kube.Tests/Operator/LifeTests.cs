using System.Text.Json.Nodes;
using Mothership.Domain.Clusters;
using Mothership.Regions;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Kube.Tests.Operator;

/// <summary>What the operator makes of wishes, in memory.</summary>
public sealed class LifeTests
{
    private const string Id = "lkc-one";
    private readonly MemoryRegion _region = new();

    [Fact]
    public async Task Apply_NewCluster_IsReadyOnlyWhenStrimziSaysSoOfThePresentSpecification()
    {
        var first = await _region.Operator.ApplyAsync(Wishes.Cluster(Id), default);
        first.State.ShouldBe(OperatedState.Building);
        _region.Strimzi.Step();
        var ready = await _region.Operator.FindAsync(Id, default);
        ready!.State.ShouldBe(OperatedState.Ready);
        ready.Endpoints.Bootstrap.ShouldBe("SASL_SSL://lkc-one.example:9094");
        ready.Organization.ShouldBe("org-one");

        var resized = await _region.Operator.ApplyAsync(Wishes.Cluster(Id, 2, size: 7), default);
        resized.State.ShouldBe(OperatedState.Building, "the pools are of a later generation than Strimzi has seen");
        _region.Strimzi.Step();
        (await _region.Operator.FindAsync(Id, default))!.State.ShouldBe(OperatedState.Ready);
    }

    [Fact]
    public async Task Apply_AsIs_WritesNothing()
    {
        await _region.ReadyAsync(Wishes.Cluster(Id));
        var before = _region.Kube.Writes;
        await _region.Operator.ApplyAsync(Wishes.Cluster(Id), default);
        await _region.Operator.ReconcileAsync(default);
        await _region.Operator.ReconcileAsync(Id, default);
        _region.Kube.Writes.ShouldBe(before);
    }

    [Fact]
    public async Task Apply_Smaller_KeepsTheVolumes()
    {
        await _region.ReadyAsync(Wishes.Cluster(Id, 1, ClusterKind.Standard, 5));
        await _region.ReadyAsync(Wishes.Cluster(Id, 2, ClusterKind.Standard, 1));
        Pool("nodes").Items("spec", "storage", "volumes").Single()["size"]!.ToString().ShouldBe("350Gi");
        Pool("nodes").Text("spec", "resources", "requests", "cpu").ShouldBe("1300m");
    }

    [Fact]
    public async Task Suspend_TakesComputeAway_AndKeepsVolumesAndAddress()
    {
        var ready = await _region.ReadyAsync(Wishes.Cluster(Id));
        var stopping = await _region.Operator.ApplyAsync(Wishes.Cluster(Id, 2, suspended: true), default);
        stopping.State.ShouldBe(OperatedState.Building);
        _region.Kube.All.ShouldContain(o => o.Kind == KubeKind.StrimziPodSet, "not before Strimzi leaves it alone");
        var stopped = await _region.ReadyAsync(Wishes.Cluster(Id, 2, suspended: true));
        stopped.Suspended.ShouldBeTrue();
        stopped.Endpoints.ShouldBe(ready.Endpoints);
        _region.Kube.All.ShouldNotContain(o => o.Kind == KubeKind.StrimziPodSet);
        _region.Kube.All.ShouldContain(o => o.Kind == KubeKind.VolumeClaim);

        var resumed = await _region.ReadyAsync(Wishes.Cluster(Id, 3));
        resumed.Suspended.ShouldBeFalse();
        _region.Kube.All.ShouldContain(o => o.Kind == KubeKind.StrimziPodSet);
    }

    [Fact]
    public async Task Upgrade_TakesTheVersionFirst_AndTheMetadataWhenAllRunIt()
    {
        _region.Restart(new() { KafkaVersion = "4.2.0", MetadataVersion = "4.2-IV1" });
        await _region.ReadyAsync(Wishes.Cluster(Id));
        _region.Restart();
        await _region.Operator.ReconcileAsync(default);
        Versions().ShouldBe(("4.3.1", "4.2-IV1"));
        await _region.Operator.ReconcileAsync(default);
        Versions().ShouldBe(("4.3.1", "4.2-IV1"), "the brokers have not said yet that they run it");
        await _region.SettleAsync();
        Versions().ShouldBe(("4.3.1", "4.3-IV0"));

        _region.Restart(new() { KafkaVersion = "4.2.0", MetadataVersion = "4.2-IV1" });
        await _region.SettleAsync();
        Versions().ShouldBe(("4.3.1", "4.3-IV0"), "never backwards");
    }

    [Fact]
    public async Task Delete_LeavesNothing_AndKeepsNeighbours()
    {
        await _region.ReadyAsync(Wishes.Cluster(Id));
        await _region.ReadyAsync(Wishes.Cluster("lkc-two"));
        await _region.DeleteAsync(Id, 2);
        Built().ShouldNotContain(o => o.Name.Contains(Id));
        (await _region.Operator.FindAsync("lkc-two", default))!.State.ShouldBe(OperatedState.Ready);
        await _region.DeleteAsync("lkc-two", 2);
        Built().Select(o => o.ToString()).ShouldBe(["Namespace mothership-system"]);
        await _region.ForgetAsync();
        _region.Kube.All.Select(o => o.ToString()).ShouldBe(["Namespace mothership-system"]);
    }

    [Fact]
    public async Task Delete_WithStrimziStillAtWork_TakesWhatItMakesLater()
    {
        await _region.ReadyAsync(Wishes.Cluster(Id));
        await _region.ReadyAsync(Wishes.Cluster("lkc-two"));
        var late = _region.Find(KubeKind.VolumeClaim, $"persistentvolumeclaims-{Id}-nodes")!;
        await _region.DeleteAsync(Id, 2);
        _region.Kube.Put(late);
        await _region.SettleAsync();
        Built().ShouldNotContain(o => o.Name.Contains(Id));
        _region.Find(KubeKind.VolumeClaim, "persistentvolumeclaims-lkc-two-nodes").ShouldNotBeNull();
    }

    [Fact]
    public async Task Delete_WithAnotherWorkerStillAtWork_TakesWhatItMakesLater_AndBringsNothingBack()
    {
        await _region.ReadyAsync(Wishes.Cluster(Id));
        await _region.ReadyAsync(Wishes.Cluster("lkc-two"));
        var late = _region.Kube.All.Where(o => o.Label(KubeNames.Cluster) == Id && o.Kind != KubeKind.ConfigMap);
        late = [.. late];
        await _region.DeleteAsync(Id, 2);
        foreach (var one in late)
            _region.Kube.Put(one);
        await _region.SettleAsync();
        Built().ShouldNotContain(o => o.Name.Contains(Id));
        (await _region.Operator.FindAsync(Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_ToldAgain_TakesWhatNobodyRemembers()
    {
        await _region.ReadyAsync(Wishes.Cluster(Id));
        await _region.ReadyAsync(Wishes.Cluster("lkc-two"));
        var late = _region.Find(KubeKind.VolumeClaim, $"persistentvolumeclaims-{Id}-nodes")!;
        await _region.DeleteAsync(Id, 2);
        await _region.ForgetAsync();
        _region.Kube.Put(late);
        await _region.DeleteAsync(Id, 2);
        Built().ShouldNotContain(o => o.Name.Contains(Id));
    }

    [Fact]
    public async Task Apply_ToOneThatWentLately_IsNotTakenForItsLeftovers()
    {
        await _region.ReadyAsync(Wishes.Cluster(Id));
        await _region.DeleteAsync(Id, 2);
        await _region.ReadyAsync(Wishes.Cluster(Id, 3));
        await _region.ForgetAsync();
        (await _region.Operator.FindAsync(Id, default))!.State.ShouldBe(OperatedState.Ready);
    }

    [Fact]
    public async Task Delete_NamespaceStuck_SaysSo_AndBlocksNobody()
    {
        await _region.ReadyAsync(Wishes.Cluster(Id));
        var stuck = KubeObject.New(KubeKind.Secret, Wishes.Environment, "stuck", []);
        ((JsonObject)stuck.Json["metadata"]!)["finalizers"] = new JsonArray("example.com/never");
        _region.Kube.Put(stuck);
        for (var turn = 0; turn < 5; turn++)
            (await _region.Operator.DeleteAsync(Id, 2, default)).ShouldBeFalse();
        var seen = await _region.Operator.FindAsync(Id, default);
        (seen!.State, seen.Message).ShouldBe((OperatedState.Building, "The cluster is being deleted."));
        await _region.ReadyAsync(Wishes.Cluster("lkc-two", environment: "env-two"));

        var late = await _region.Operator.ApplyAsync(Wishes.Cluster("lkc-three"), default);
        (late.State, late.Message).ShouldBe((OperatedState.Building, "What was here before is still being removed."));
        _region.Kube.Remove(stuck);
        await _region.DeleteAsync(Id, 2);
        await _region.ReadyAsync(Wishes.Cluster("lkc-three"));
    }

    [Fact]
    public async Task Apply_EarlierWishAfterLater_ChangesNothing()
    {
        await _region.ReadyAsync(Wishes.Cluster(Id, 5, size: 4));
        await _region.Operator.ApplyAsync(Wishes.Cluster(Id, 4, size: 9), default);
        (await _region.Operator.FindAsync(Id, default))!.Config.Size.ShouldBe(4);
        (await _region.Operator.DeleteAsync(Id, 4, default)).ShouldBeFalse();
        await _region.SettleAsync();
        (await _region.Operator.FindAsync(Id, default))!.State.ShouldBe(OperatedState.Ready);
    }

    [Theory]
    [InlineData("InvalidResourceException", OperatedState.Failed)]
    [InlineData("TimeoutException", OperatedState.Building)]
    [InlineData("FatalProblem", OperatedState.Building)]
    [InlineData("NullPointerException", OperatedState.Building)]
    public async Task State_NotReady_IsFailedOnlyForWhatNoWaitingChanges(string reason, OperatedState state)
    {
        await _region.Operator.ApplyAsync(Wishes.Cluster(Id), default);
        _region.Strimzi.Fail(_region.Find(KubeKind.Kafka, Id)!, reason);
        var seen = (await _region.Operator.FindAsync(Id, default))!;
        seen.State.ShouldBe(state);
        seen.Message.ShouldNotBeNull();
        seen.Message.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task State_NotReadyAfterItWasReady_IsNeverFailed()
    {
        await _region.ReadyAsync(Wishes.Cluster(Id));
        _region.Strimzi.Fail(_region.Find(KubeKind.Kafka, Id)!, "InvalidResourceException");
        (await _region.Operator.FindAsync(Id, default))!.State.ShouldBe(OperatedState.Building);
    }

    [Fact]
    public async Task Capacity_Full_IsRefused()
    {
        var pool = new KubePool("small", _region.Kube) { ClustersMax = 1, UnitsMax = 10 };
        var full = new Mothership.Strimzi.StrimziOperator(
            new MemoryRegion.Pools([pool]),
            new StrimziSettings(),
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Mothership.Strimzi.StrimziOperator>.Instance
        );
        await full.ApplyAsync(Wishes.Cluster(Id), default);
        var refused = await Should.ThrowAsync<OperatorException>(() =>
            full.ApplyAsync(Wishes.Cluster("lkc-two"), default)
        );
        (refused.Reason, refused.IsTransient).ShouldBe(("region_full", false));
        (await full.PoolsAsync(default)).ShouldBe([new("small", 1, 1, 10, 1, true)]);
    }

    // What there is beside the notes of clusters that went lately.
    private IEnumerable<KubeObject> Built() => _region.Kube.All.Where(o => !o.Name.EndsWith("-departed"));

    private (string?, string?) Versions()
    {
        var kafka = _region.Find(KubeKind.Kafka, Id)!;
        return (kafka.Text("spec", "kafka", "version"), kafka.Text("spec", "kafka", "metadataVersion"));
    }

    private KubeObject Pool(string name) => _region.Find(KubeKind.KafkaNodePool, $"{Id}-{name}")!;
}
