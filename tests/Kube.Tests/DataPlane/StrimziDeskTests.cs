using System.Text.Json.Nodes;
using Kube.Tests.Memory;
using Mothership.DataPlane;
using Mothership.DataPlane.Acls;
using Mothership.Local.Clock;
using Mothership.Strimzi.DataPlane;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Tests.Support.DataPlane;

namespace Kube.Tests.DataPlane;

/// <summary>Topics and ACLs as Strimzi's objects.</summary>
public sealed class StrimziDeskTests : DeskCompliance
{
    private readonly MemoryKube _kube = new();
    private readonly StrimziSettings _settings = new();
    private StrimziTopics? _waiting;

    public override async Task InitializeAsync()
    {
        Cluster = new("lkc-one", "env-one", Brokers: 3, Suspended: false);
        foreach (var name in new[] { "env-one", _settings.SystemNamespace })
            await _kube.ApplyAsync(KubeObject.New(KubeKind.Namespace, null, name, []), default);
        var places = new OnePlace(new("lkc-one", "org", "env-one", new("one", _kube)));
        Topics = new StrimziTopics(places, TimeSpan.Zero, TimeProvider.System);
        _waiting = new StrimziTopics(places, TimeSpan.FromMinutes(1), VirtualClock.Running());
        Acls = new StrimziAcls(places, _settings);
    }

    public override Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Topic_OnKubernetes_IsAnObjectThatStrimziTakes()
    {
        var configs = new Dictionary<string, string> { ["retention.ms"] = "1000" };
        await Topics.CreateAsync(Cluster, new("Orders_1", 4, 2, configs), false, default);
        var made = _kube.All.Single(o => o.Kind == KubeKind.KafkaTopic);
        made.Namespace.ShouldBe("env-one");
        made.Label(KubeNames.StrimziCluster).ShouldBe("lkc-one");
        made.Text("spec", "topicName").ShouldBe("Orders_1");
        made.Text("spec", "config", "retention.ms").ShouldBe("1000");
        made.Name.ShouldMatch("^[a-z0-9-]+$");
    }

    [Fact]
    public async Task Topic_ThatKafkaRefuses_IsTakenBack()
    {
        var making = _waiting!.CreateAsync(Cluster, new("a", 4, 2, new Dictionary<string, string>()), false, default);
        var made = _kube.All.Single(o => o.Kind == KubeKind.KafkaTopic);
        var status = new JsonObject
        {
            ["observedGeneration"] = made.Generation,
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "False" }),
        };
        _kube.SetStatus(made, status);
        (await Should.ThrowAsync<DataPlaneException>(() => making)).Code.ShouldBe(40002);
        _kube.All.ShouldNotContain(o => o.Kind == KubeKind.KafkaTopic);
    }

    [Fact]
    public async Task Acls_Changed_ReachTheUsersOfTheirAccountAndNoOther()
    {
        await UserAsync("key1", "sa-a");
        await UserAsync("key2", "sa-b");
        var acl = new Acl(
            AclResource.Group,
            "g-",
            AclPattern.Prefixed,
            "User:sa-a",
            "*",
            AclOperation.DescribeConfigs,
            AclPermission.Deny
        );
        await Acls.AddAsync(Cluster, [acl], default);
        var rule = User("key1").Items("spec", "authorization", "acls").ShouldHaveSingleItem();
        rule["resource"]!.ToJsonString().ShouldBe("""{"type":"group","name":"g-","patternType":"prefix"}""");
        rule["operations"]!.ToJsonString().ShouldBe("""["DescribeConfigs"]""");
        ((string)rule["host"]!, (string)rule["type"]!).ShouldBe(("*", "deny"));
        User("key2").At("spec", "authorization").ShouldBeNull();
        await Acls.RemoveAsync(Cluster, new(), default);
        User("key1").Items("spec", "authorization", "acls").ShouldBeEmpty();
    }

    [Fact]
    public void Authorization_OfAPerson_IsForEverything() =>
        UserAcls.Authorization([], "u-ann")["acls"]!
            .AsArray()
            .Select(a => (string)a!["resource"]!["type"]!)
            .ShouldBe(["topic", "group", "cluster", "transactionalId"]);

    [Fact]
    public async Task Kubernetes_ThatIsAway_IsSaidInTheWordsOfTheApi()
    {
        _kube.OnRequest = (_, isBefore) =>
        {
            if (isBefore)
                throw new KubeException(
                    Mothership.Strimzi.Objects.KubeFault.Unavailable,
                    "10.0.0.1: connection refused"
                );
        };
        var refused = await Should.ThrowAsync<DataPlaneException>(() => Topics.ListAsync(Cluster, default));
        (refused.Status, refused.Message.Contains("10.0.0.1", StringComparison.Ordinal)).ShouldBe((503, false));
    }

    private KubeObject User(string name) => _kube.All.Single(o => o.Kind == KubeKind.KafkaUser && o.Name == name);

    private Task<KubeObject> UserAsync(string name, string owner) =>
        _kube.ApplyAsync(
            KubeObject.New(
                KubeKind.KafkaUser,
                "env-one",
                name,
                [new(KubeNames.StrimziCluster, "lkc-one"), new(CredentialLabels.Owner, owner)]
            ),
            default
        );

    private sealed class OnePlace(ClusterPlace place) : IClusterPlaces
    {
        public Task<ClusterPlace?> FindAsync(string clusterId, CancellationToken cancellation) =>
            Task.FromResult(clusterId == place.ClusterId ? place : null);
    }
}
