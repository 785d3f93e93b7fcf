using System.Text.Json.Nodes;
using Kube.Tests.Memory;
using Kube.Tests.Operator;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services.Workloads;

namespace Kube.Tests.Services;

/// <summary>The life of registries, ksqlDB and consoles on Kubernetes in memory.</summary>
public sealed class WorkloadTests
{
    private const string Cluster = "lkc-one";
    private readonly MemoryRegion _region = new();
    private readonly StrimziWorkloads _workloads;

    public WorkloadTests() => _workloads = Wanted.Workloads(_region.Operator, Pools());

    public static TheoryData<ServiceKind> AllKinds =>
        [ServiceKind.SchemaRegistry, ServiceKind.Ksqldb, ServiceKind.ControlCenter];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task Service_IsReadyWhenItsPodsAre_AndARepeatWritesNothing(ServiceKind kind)
    {
        await _region.ReadyAsync(Wishes.Cluster(Cluster));
        var desired = Service(kind);
        var seen = await _workloads.ApplyAsync(desired, default);
        (seen.State, seen.Message).ShouldBe((OperatedState.Building, "The service is being started."));
        Play();
        var writes = _region.Kube.Writes;

        seen = await _workloads.ApplyAsync(desired, default);

        (seen.State, seen.Generation, seen.Message).ShouldBe((OperatedState.Ready, 1, null));
        seen.Endpoint.ShouldBe($"https://region.example/{PathOf(kind)}/{desired.Id}");
        _region.Kube.Writes.ShouldBe(writes);
        (await _workloads.ListAsync(default)).ShouldHaveSingleItem().Id.ShouldBe(desired.Id);
        (await _workloads.FindAsync(desired.Id, default))!.Kind.ShouldBe(kind);
        (await _workloads.FindAsync("lsrc-other", default)).ShouldBeNull();
    }

    private static string PathOf(ServiceKind kind) =>
        kind switch
        {
            ServiceKind.SchemaRegistry => "schema-registry",
            ServiceKind.Ksqldb => "ksqldb",
            _ => "control-center",
        };

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task Service_Suspended_HasNoPodsAndKeepsItsData(ServiceKind kind)
    {
        await _region.ReadyAsync(Wishes.Cluster(Cluster));
        var desired = Service(kind);
        await _workloads.ApplyAsync(desired, default);
        Play();
        var volume = _region.Find(KubeKind.VolumeClaim, desired.Id)?.ResourceVersion;

        var seen = await _workloads.ApplyAsync(
            desired with
            {
                Generation = 2,
                RunState = ServiceRunState.Suspended,
            },
            default
        );
        (seen.State, seen.Message).ShouldBe((OperatedState.Building, "The service is being stopped."));
        Play();

        seen = (await _workloads.FindAsync(desired.Id, default))!;
        (seen.State, seen.Generation).ShouldBe((OperatedState.Ready, 2));
        Deployment(desired.Id).Number("spec", "replicas").ShouldBe(0);
        _region.Find(KubeKind.VolumeClaim, desired.Id)?.ResourceVersion.ShouldBe(volume);
        (volume is not null).ShouldBe(kind == ServiceKind.SchemaRegistry);
    }

    [Fact]
    public async Task Ksqldb_Resized_HasMorePods_AndIsNotReadyBeforeAllAreNew()
    {
        await _region.ReadyAsync(Wishes.Cluster(Cluster));
        var desired = Service(ServiceKind.Ksqldb);
        await _workloads.ApplyAsync(desired, default);
        Play();
        var more = desired with { Generation = 2, Spec = ServiceSpec.OfUnits(8) };
        (await _workloads.ApplyAsync(more, default)).State.ShouldBe(OperatedState.Building);

        var deployment = Deployment(desired.Id);
        deployment.Number("spec", "replicas").ShouldBe(2);
        var half = Wanted.Status(deployment);
        half["updatedReplicas"] = 1;
        _region.Kube.SetStatus(deployment, half);
        (await _workloads.FindAsync(desired.Id, default))!.State.ShouldBe(OperatedState.Building);
        Play();
        (await _workloads.FindAsync(desired.Id, default))!.State.ShouldBe(OperatedState.Ready);
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task Service_Deleted_LeavesNothing(ServiceKind kind)
    {
        await _region.ReadyAsync(Wishes.Cluster(Cluster));
        var desired = Service(kind);
        await _workloads.ApplyAsync(desired, default);

        (await _workloads.DeleteAsync(desired.Id, 2, default)).ShouldBeTrue();

        _region.Kube.All.ShouldNotContain(o => o.Label(KubeNames.Service) == desired.Id);
        (await _workloads.FindAsync(desired.Id, default)).ShouldBeNull();
        _region.Find(KubeKind.Namespace, Wishes.Environment).ShouldNotBeNull();
        (await _workloads.DeleteAsync(desired.Id, 2, default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Registry_OutlivesItsEnvironmentsLastCluster_AndTakesTheNamespaceWithIt()
    {
        await _region.ReadyAsync(Wishes.Cluster(Cluster));
        await _workloads.ApplyAsync(Service(ServiceKind.SchemaRegistry), default);
        await _region.DeleteAsync(Cluster, 2);
        _region.Find(KubeKind.Namespace, Wishes.Environment).ShouldNotBeNull();
        _region.Find(KubeKind.VolumeClaim, "lsrc-one").ShouldNotBeNull();

        (await _workloads.DeleteAsync("lsrc-one", 2, default)).ShouldBeTrue();

        _region.Find(KubeKind.Namespace, Wishes.Environment).ShouldBeNull();
    }

    [Fact]
    public async Task Service_ChangedByOthers_IsMadeAsWantedAgain()
    {
        await _region.ReadyAsync(Wishes.Cluster(Cluster));
        var desired = Service(ServiceKind.SchemaRegistry);
        await _workloads.ApplyAsync(desired, default);
        _region.Kube.Edit(Deployment(desired.Id), d => d["spec"]!["replicas"] = 3);
        _region.Kube.Remove(_region.Find(KubeKind.Service, desired.Id)!);

        await _workloads.ApplyAsync(desired, default);

        Deployment(desired.Id).Number("spec", "replicas").ShouldBe(1);
        _region.Find(KubeKind.Service, desired.Id).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task Service_BeforeItsCluster_IsTriedAgainLater(ServiceKind kind)
    {
        var early = await Should.ThrowAsync<OperatorException>(() => _workloads.ApplyAsync(Service(kind), default));
        (early.Reason, early.IsTransient).ShouldBe(("cluster_missing", true));
        _region.Kube.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ReplicaFailure", "True", "The environment has no room for the service at present.")]
    [InlineData("Progressing", "False", "The service takes longer than usual to start.")]
    public async Task Service_ThatDoesNotStart_SaysWhyInCustomersWords(string type, string status, string message)
    {
        await _region.ReadyAsync(Wishes.Cluster(Cluster));
        await _workloads.ApplyAsync(Service(ServiceKind.SchemaRegistry), default);
        var deployment = Deployment("lsrc-one");
        var said = new JsonObject { ["conditions"] = new JsonArray(Wanted.Condition(type, status)) };
        said["observedGeneration"] = deployment.Generation;
        _region.Kube.SetStatus(deployment, said);

        var seen = (await _workloads.FindAsync("lsrc-one", default))!;

        (seen.State, seen.Message).ShouldBe((OperatedState.Building, message));
    }

    private void Play()
    {
        foreach (var deployment in _region.Kube.All.Where(o => o.Kind == KubeKind.Deployment))
            _region.Kube.SetStatus(deployment, Wanted.Status(deployment));
    }

    private KubeObject Deployment(string id) => _region.Find(KubeKind.Deployment, id).ShouldNotBeNull();

    private static DesiredService Service(ServiceKind kind) =>
        Wanted.Of(
            kind,
            ServiceIds.PrefixOf(kind) + "one",
            Wishes.Environment,
            kind == ServiceKind.SchemaRegistry ? null : Cluster
        );

    private MemoryRegion.Pools Pools() => new([new("one", _region.Kube)]);
}
