using System.Text.Json.Nodes;
using Kube.Tests.Operator;
using Mothership.DataPlane.Acls;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services;

namespace Kube.Tests.Services;

/// <summary>What others do to the objects of services is undone, by a worker that remembers nothing.</summary>
public sealed class MendingTests
{
    private const string Cluster = "lkc-one";
    private static readonly string[] Parts = ["metadata", "spec", "data", "rules", "subjects"];
    private readonly MemoryRegion _region = new();
    private readonly CountingVault _vault = new();
    private readonly HashSet<string> _before = [];

    [Fact]
    public async Task Pass_NothingDiffers_WritesNothing_AndAsksNoVaultForKeys()
    {
        await BeginAsync();
        var (writes, seen) = (_region.Kube.Writes, await Worker().ReconcileAsync(default));

        _region.Kube.Writes.ShouldBe(writes);
        seen.Seen.Count.ShouldBe(6);
        seen.Forgotten.ShouldBeEmpty();
        _vault.Asked.ShouldNotContain(n => n.StartsWith("kafka-key-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Object_DeletedByHand_IsThereAgainAfterOnePass_AsItWas()
    {
        await BeginAsync();
        foreach (var lost in Made())
        {
            _region.Kube.Remove(lost);
            await Worker().ReconcileAsync(default);
            var back = Made().SingleOrDefault(o => (o.Kind, o.Name) == (lost.Kind, lost.Name));
            Bare(back.ShouldNotBeNull($"{lost} is not back")).ShouldBe(Bare(lost));
        }
        await NothingToWriteAsync("in the end");
    }

    [Fact]
    public async Task Object_EditedByHand_IsAsItWasAfterOnePass()
    {
        await BeginAsync();
        // What a claim asks for can't be changed once it is bound.
        foreach (var edited in Made().Where(o => o.Kind != KubeKind.VolumeClaim))
        foreach (var part in Parts.Where(p => edited.Json[p] is not null))
        {
            _region.Kube.Edit(edited, json => Spoil(json, part));
            await Worker().ReconcileAsync(default);
            var now = Made().SingleOrDefault(o => (o.Kind, o.Name) == (edited.Kind, edited.Name));
            Bare(now.ShouldNotBeNull($"{edited} is gone")).ShouldBe(Bare(edited), $"{part} of {edited}");
            await NothingToWriteAsync($"after {part} of {edited}");
        }
    }

    [Fact]
    public async Task Object_GivenMoreByHand_HasItNoLonger()
    {
        await BeginAsync();
        (KubeKind Kind, string Path)[] places =
        [
            (KubeKind.KafkaUser, "quotas"),
            (KubeKind.NetworkPolicy, "other"),
            (KubeKind.KafkaConnect, "jvmOptions"),
            (KubeKind.KafkaConnector, "config.other"),
            (KubeKind.Service, "selector.other"),
        ];
        foreach (var (kind, path) in places)
        foreach (var edited in Made().Where(o => o.Kind == kind))
        {
            _region.Kube.Edit(edited, json => json["spec"] = With((JsonObject)json["spec"]!, path.Split('.')));
            await Worker().ReconcileAsync(default);
            Bare(Made().Single(o => (o.Kind, o.Name) == (kind, edited.Name))).ShouldBe(Bare(edited), $"{edited}");
        }
    }

    [Fact]
    public async Task Acls_Changed_AreNoDrift()
    {
        await BeginAsync();
        Acl[] acls = [new(AclResource.Topic, "t", AclPattern.Literal, "User:sa-bot", "*", AclOperation.Read, default)];
        await Wanted.Acls(_region.Operator).AddAsync(new(Cluster, Wishes.Environment, 1, false), acls, default);
        await NothingToWriteAsync("after the change");
        var user = Made().First(o => o.Kind == KubeKind.KafkaUser && o.Label(KubeNames.Service) == "cred-ta");
        user.Items("spec", "authorization", "acls").Count().ShouldBe(1);
    }

    [Fact]
    public async Task Deletion_LeftHalfway_IsCarriedOnByAnotherWorker_AndToldOnce()
    {
        await BeginAsync();
        // The API server goes just as everything else is about to.
        _region.Kube.OnRequest = (what, _) =>
        {
            if (what.StartsWith("DELETE", StringComparison.Ordinal))
                throw new KubeException(Mothership.Strimzi.Objects.KubeFault.Unavailable, "gone");
        };
        foreach (var desired in ServiceSet.Of(Wishes.Environment, Cluster, "t"))
            await Should.ThrowAsync<OperatorException>(() => Worker().DeleteAsync(desired.Id, 2, default));
        _region.Kube.OnRequest = (_, _) => { };
        var told = new List<OperatedService>();
        for (var pass = 0; pass < 5; pass++)
            told.AddRange((await Worker().ReconcileAsync(default)).Seen);

        told.Select(t => t.State).Distinct().ShouldBe([OperatedState.Gone]);
        told.Select(t => t.Id).ShouldBeUnique();
        Made().ShouldBeEmpty();
        _region.Kube.All.ShouldNotContain(o => o.Label(KubeNames.Role) == KubeNames.ServiceIntent);
    }

    [Fact]
    public async Task Command_OlderThanTheLastOrThanTheEnd_ChangesNothing()
    {
        await BeginAsync();
        var ksqldb = ServiceSet.Of(Wishes.Environment, Cluster, "t")[1];
        await Worker().ApplyAsync(ksqldb with { Generation = 3, RunState = ServiceRunState.Suspended }, default);
        (await Worker().ApplyAsync(ksqldb with { Generation = 2 }, default)).Generation.ShouldBe(3);
        _region.Find(KubeKind.Deployment, ksqldb.Id)!.Number("spec", "replicas").ShouldBe(0);
        _region.Kube.OnRequest = (what, _) =>
        {
            if (what == "DELETE Deployment")
                throw new KubeException(Mothership.Strimzi.Objects.KubeFault.Unavailable, "gone");
        };
        await Should.ThrowAsync<OperatorException>(() => Worker().DeleteAsync(ksqldb.Id, 4, default));
        _region.Kube.OnRequest = (_, _) => { };
        var late = await Worker().ApplyAsync(ksqldb with { Generation = 4 }, default);
        late.State.ShouldBe(OperatedState.Building);
        (await Worker().DeleteAsync(ksqldb.Id, 4, default)).ShouldBeTrue();
        _region.Find(KubeKind.Deployment, ksqldb.Id).ShouldBeNull();
    }

    [Fact]
    public async Task Intent_Lost_IsAskedForAgain_AndTheServiceLeftAsItIs()
    {
        await BeginAsync();
        var wanted = ServiceSet.Of(Wishes.Environment, Cluster, "t");
        foreach (var kept in _region.Kube.All.Where(o => o.Label(KubeNames.Role) == KubeNames.ServiceIntent))
            _region.Kube.Remove(kept);
        var (writes, found) = (_region.Kube.Writes, await Worker().ReconcileAsync(default));

        found
            .Forgotten.Select(f => (f.Id, f.State))
            .ShouldBe(wanted.Select(w => (w.Id, OperatedState.Building)), ignoreOrder: true);
        _region.Kube.Writes.ShouldBe(writes);
        foreach (var desired in wanted)
            await Worker().ApplyAsync(desired, default);
        (await Worker().ReconcileAsync(default)).Forgotten.ShouldBeEmpty();
        _region.Kube.Writes.ShouldBe(writes + wanted.Count);
    }

    [Fact]
    public async Task Deletion_WhileAPassIsWriting_Wins()
    {
        await BeginAsync();
        var console = ServiceSet.Of(Wishes.Environment, Cluster, "t")[2];
        _region.Kube.Remove(_region.Find(KubeKind.Deployment, console.Id)!);
        var other = Worker();
        // Just before the pass makes the Deployment anew, another worker has deleted the service.
        var isDue = true;
        _region.Kube.OnRequest = (what, isDone) =>
        {
            if (what != "APPLY Deployment" || isDone || !isDue)
                return;
            isDue = false;
            for (var turn = 0; turn < 2; turn++)
                other.TryDeleteAsync(console.Id, 2, default).GetAwaiter().GetResult();
        };
        await Worker().ReconcileAsync(default);
        isDue.ShouldBeFalse();
        Made().ShouldNotContain(o => o.Label(KubeNames.Service) == console.Id);
    }

    private StrimziServiceOperator Worker() =>
        ServiceSet.Worker(_region.Operator, new MemoryRegion.Pools([new("one", _region.Kube)]), _vault);

    private async Task BeginAsync()
    {
        await _region.ReadyAsync(Wishes.Cluster(Cluster));
        _before.UnionWith(_region.Kube.All.Select(o => $"{o}"));
        foreach (var desired in ServiceSet.Of(Wishes.Environment, Cluster, "t"))
            await Worker().ApplyAsync(desired, default);
        _vault.Asked.Clear();
    }

    private List<KubeObject> Made() =>
        [
            .. _region.Kube.All.Where(o =>
                !_before.Contains($"{o}") && o.Label(KubeNames.Service) is not null && o.Kind != KubeKind.ConfigMap
            ),
        ];

    private async Task NothingToWriteAsync(string when)
    {
        var writes = _region.Kube.Writes;
        await Worker().ReconcileAsync(default);
        _region.Kube.Writes.ShouldBe(writes, when);
    }

    private static void Spoil(JsonObject json, string part)
    {
        if (part == "metadata")
            json["metadata"]!["labels"]![KubeNames.Organization] = "org-other";
        else if (json[part] is JsonObject some)
            foreach (var name in some.Select(p => p.Key).ToList())
                some[name] = Other(some[name]!);
        else
            json[part] = new JsonArray();
    }

    private static JsonNode Other(JsonNode value) =>
        value switch
        {
            JsonObject => new JsonObject(),
            JsonArray => new JsonArray(),
            JsonValue v when v.TryGetValue<long>(out var number) => number + 7,
            JsonValue v when v.TryGetValue<int>(out var number) => number + 7,
            _ => "b3RoZXI=",
        };

    private static JsonNode With(JsonObject spec, string[] path)
    {
        var copy = spec.DeepClone();
        var at = path.SkipLast(1).Aggregate(copy, (node, name) => node[name]!);
        at[path[^1]] = "thing";
        return copy;
    }

    // Without what the server counts.
    private static string Bare(KubeObject seen)
    {
        var json = seen.Json.DeepClone();
        foreach (var name in (string[])["resourceVersion", "generation", "uid"])
            ((JsonObject)json["metadata"]!).Remove(name);
        ((JsonObject)json).Remove("status");
        return Sorted(json).ToJsonString();
    }

    private static JsonNode Sorted(JsonNode node) =>
        node switch
        {
            JsonObject some => new JsonObject(
                some.OrderBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : Sorted(p.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(i => i is null ? null : Sorted(i))]),
            _ => node.DeepClone(),
        };

    private sealed class CountingVault : ISecretStore
    {
        public List<string> Asked { get; } = [];

        public Task<string?> FindAsync(string name, CancellationToken cancellation)
        {
            lock (Asked)
                Asked.Add(name);
            return Task.FromResult<string?>($"value of {name}");
        }

        public Task SetAsync(string name, string value, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task DeleteAsync(string name, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
