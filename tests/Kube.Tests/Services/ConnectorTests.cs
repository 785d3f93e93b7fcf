using System.Text;
using System.Text.Json.Nodes;
using Kube.Tests.Memory;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services.Connect;
using static Kube.Tests.Services.ConnectorWorld;

namespace Kube.Tests.Services;

/// <summary>Connectors as Strimzi's.</summary>
public sealed class ConnectorTests : IAsyncLifetime
{
    private readonly OneSecret _vault = new();
    private MemoryKube _kube = null!;
    private StrimziConnectors _connectors = null!;

    public async Task InitializeAsync()
    {
        _kube = await NewKubeAsync();
        _connectors = Connectors(_kube, _vault);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Connector_FirstApplied_HasItsClassAndNoSecret()
    {
        (await ApplyAsync(Wanted("lcc-a"))).State.ShouldBe(OperatedState.Building);
        var connector = One(KubeKind.KafkaConnector);
        connector.Text("spec", "class").ShouldBe("io.confluent.connect.jdbc.JdbcSinkConnector");
        var file = Files().ShouldHaveSingleItem();
        connector.Text("spec", "config", "connection.password").ShouldBe($"${{secrets:/mnt/connectors/{file}:s0}}");
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Value));
        foreach (var other in _kube.All.Where(o => o.Kind != KubeKind.Secret))
        {
            other.Json.ToJsonString().ShouldNotContain(Value);
            other.Json.ToJsonString().ShouldNotContain(encoded);
        }
        Content(file).ShouldContain($"s0={Value}\n");
        _kube.All.Where(o => o.Kind.IsNamespaced).ShouldAllBe(o => o.Label(KubeNames.Cluster) == "lkc-one");
    }

    [Fact]
    public async Task Connect_ReadsTheSecretsFromAMountedFolder_AndMayReadNoneItself()
    {
        await ApplyAsync(Wanted("lcc-a"));
        var connect = One(KubeKind.KafkaConnect);
        connect
            .Text("spec", "config", "config.providers.secrets.class")
            .ShouldBe("org.apache.kafka.common.config.provider.FileConfigProvider");
        connect.Text("spec", "config", "config.providers.secrets.param.allowed.paths").ShouldBe("/mnt/connectors");
        var volume = connect.Items("spec", "template", "pod", "volumes").Single();
        var mount = connect.Items("spec", "template", "connectContainer", "volumeMounts").Single();
        volume["secret"]!["secretName"]!.ToString().ShouldBe("lkc-one-connector-secrets");
        (mount["name"]!.ToString(), mount["mountPath"]!.ToString()).ShouldBe(
            (volume["name"]!.ToString(), "/mnt/connectors")
        );
        connect.Text("spec", "image").ShouldBe(Settings().ConnectImage);
        _kube.All.ShouldAllBe(o => o.Kind.Group != "rbac.authorization.k8s.io");
    }

    [Fact]
    public async Task Connector_PausedSuspendedAndResumed_IsInThatState()
    {
        var wanted = Wanted("lcc-a");
        foreach (
            var (run, state, replicas) in new[]
            {
                (ServiceRunState.Paused, "paused", 1),
                (ServiceRunState.Suspended, "stopped", 0),
                (ServiceRunState.Running, "running", 1),
            }
        )
        {
            await ApplyAsync(wanted with { RunState = run });
            One(KubeKind.KafkaConnector).Text("spec", "state").ShouldBe(state);
            One(KubeKind.KafkaConnect).Number("spec", "replicas").ShouldBe(replicas);
        }
    }

    [Fact]
    public async Task Connector_AppliedAgain_ChangesNothing()
    {
        var wanted = Wanted("lcc-a").With(ServiceNames.Restart, "1");
        await ApplyAsync(wanted);
        var writes = _kube.Writes;
        await ApplyAsync(wanted);
        _kube.Writes.ShouldBe(writes);
    }

    [Fact]
    public async Task Connector_ToldToRestart_DoesSoOnce()
    {
        await ApplyAsync(Wanted("lcc-a").With(ServiceNames.Restart, "1"));
        One(KubeKind.KafkaConnector).Annotation("strimzi.io/restart").ShouldBeNull();
        var again = Wanted("lcc-a").With(ServiceNames.Restart, "2");
        await ApplyAsync(again);
        var connector = One(KubeKind.KafkaConnector);
        connector.Annotation("strimzi.io/restart").ShouldBe("true");
        // Strimzi has done it.
        _kube.Edit(connector, o => ((JsonObject)o["metadata"]!["annotations"]!).Remove("strimzi.io/restart"));
        await ApplyAsync(again);
        One(KubeKind.KafkaConnector).Annotation("strimzi.io/restart").ShouldBeNull();
    }

    [Fact]
    public async Task Connect_IsSharedByTwo_AndGoesWithTheLast()
    {
        await ApplyAsync(Wanted("lcc-a", 3));
        await ApplyAsync(Wanted("lcc-b", 3));
        One(KubeKind.KafkaConnect).Number("spec", "replicas").ShouldBe(2);
        await GoneAsync("lcc-a");
        One(KubeKind.KafkaConnect).Number("spec", "replicas").ShouldBe(1);
        Files().ShouldHaveSingleItem().ShouldStartWith("lcc-b.");
        await GoneAsync("lcc-b");
        _kube.All.ShouldAllBe(o => o.Kind == KubeKind.Namespace);
        (await _connectors.FindAsync("lcc-b", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Secret_WithANewValue_IsANewFile_AndTheOldOneStaysUntilTheNewIsInUse()
    {
        var wanted = Wanted("lcc-a");
        await ApplyAsync(wanted);
        var old = Files().Single();
        var named = new Dictionary<string, string>(wanted.Spec.Secrets)
        {
            ["connection.password"] = "lcc-a-password-2",
        };
        var changed = wanted with { Generation = 2, Spec = wanted.Spec with { Secrets = named } };
        await ApplyAsync(changed);
        var files = Files();
        files.Count.ShouldBe(2);
        files.ShouldContain(old);
        var next = files.Single(f => f != old);
        One(KubeKind.KafkaConnector).Text("spec", "config", "connection.password")!.ShouldContain(next);
        await ApplyAsync(changed);
        Files().Count.ShouldBe(2);
        var connector = One(KubeKind.KafkaConnector);
        _kube.SetStatus(connector, Status(connector.Generation, "Ready", "RUNNING", "RUNNING"));
        await ApplyAsync(changed);
        Files().ShouldBe([next]);
    }

    [Fact]
    public async Task Task_ThatHasNotGotItsSecretsYet_HasNotFailed()
    {
        await ApplyAsync(Wanted("lcc-a"));
        var connector = One(KubeKind.KafkaConnector);
        var status = Status(connector.Generation, "Ready", "RUNNING", "FAILED");
        status["connectorStatus"]!["tasks"]![0]!["trace"] =
            "org.apache.kafka.common.config.ConfigException: Could not read properties from file /mnt/connectors/x";
        _kube.SetStatus(connector, status);
        var seen = (await _connectors.FindAsync("lcc-a", default))!;
        (seen.State, seen.Message).ShouldBe(
            (OperatedState.Building, "The connector's secrets are on their way to it.")
        );
    }

    [Theory]
    [InlineData("RUNNING", "RUNNING", "RUNNING", "RUNNING")]
    [InlineData("RUNNING", "RUNNING", "FAILED", "DEGRADED")]
    [InlineData("RUNNING", "FAILED", "FAILED", "FAILED")]
    [InlineData("FAILED", "RUNNING", "RUNNING", "FAILED")]
    [InlineData("STOPPED", "PAUSED", "PAUSED", "PAUSED")]
    public async Task Status_OfConnectorAndTasks_IsTold(string own, string first, string second, string told)
    {
        await ApplyAsync(Wanted("lcc-a"));
        var connector = One(KubeKind.KafkaConnector);
        _kube.SetStatus(connector, Status(connector.Generation, "Ready", own, first, second));
        var seen = (await _connectors.ListAsync(default)).Single();
        seen.State.ShouldBe(OperatedState.Ready);
        seen.Details[ServiceNames.State].ShouldBe(told);
        seen.Details[ServiceNames.Tasks]
            .ShouldBe($$"""[{"id":0,"state":"{{first}}","trace":""},{"id":1,"state":"{{second}}","trace":""}]""");
        _kube.SetStatus(connector, Status(connector.Generation - 1, "Ready", own, first, second));
        (await _connectors.FindAsync("lcc-a", default))!.State.ShouldBe(OperatedState.Building);
    }

    [Theory]
    [InlineData("Failed to find any class that implements Connector", OperatedState.Failed, "connector_class_unknown")]
    [InlineData("Connector configuration is invalid and contains", OperatedState.Failed, "connector_config_invalid")]
    [InlineData("Connection refused", OperatedState.Building, null)]
    public async Task Fault_IsTerminal_OnlyWhenItIsTheCustomers(string says, OperatedState state, string? reason)
    {
        await ApplyAsync(Wanted("lcc-a"));
        var connector = One(KubeKind.KafkaConnector);
        var status = Status(connector.Generation, "NotReady");
        status["conditions"]![0]!["message"] = says;
        _kube.SetStatus(connector, status);
        var seen = (await _connectors.FindAsync("lcc-a", default))!;
        (seen.State, seen.Reason).ShouldBe((state, reason));
        seen.Message.ShouldNotBeNull().ShouldNotContain(says);
    }

    [Fact]
    public async Task Connector_OfNoKnownClassOrSecretOrCluster_IsRefused()
    {
        var unknown = await RefusedAsync(Wanted("lcc-a").With("connector.class", "Nothing"));
        (unknown.Reason, unknown.IsTransient).ShouldBe(("connector_class_unknown", false));
        var elsewhere = await RefusedAsync(Wanted("lcc-a") with { Cluster = "lkc-two" });
        (elsewhere.Reason, elsewhere.IsTransient).ShouldBe(("cluster_missing", true));
        _vault.Value = null;
        var early = await RefusedAsync(Wanted("lcc-a"));
        (early.Reason, early.IsTransient).ShouldBe(("secret_missing", true));
        _kube.All.ShouldAllBe(o => o.Kind == KubeKind.Namespace);
    }

    private static DesiredService Wanted(string id, int tasks = 1) => Desired(id, "lkc-one", "env-one", tasks);

    private static JsonObject Status(long generation, string condition, string? own = null, params string[] tasks) =>
        new()
        {
            ["observedGeneration"] = generation,
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = condition, ["status"] = "True" }),
            ["connectorStatus"] = own is null
                ? null
                : new JsonObject
                {
                    ["connector"] = new JsonObject { ["state"] = own },
                    ["type"] = "sink",
                    ["tasks"] = new JsonArray([
                        .. tasks.Select((t, i) => new JsonObject { ["id"] = i, ["state"] = t }),
                    ]),
                },
        };

    private List<string> Files() => [.. ((JsonObject)One(KubeKind.Secret).At("data")!).Select(p => p.Key)];

    private string Content(string file) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(One(KubeKind.Secret).Text("data", file)!));

    private KubeObject One(KubeKind kind) => _kube.All.Single(o => o.Kind == kind);

    private Task<OperatedService> ApplyAsync(DesiredService desired) => _connectors.ApplyAsync(desired, default);

    private Task<OperatorException> RefusedAsync(DesiredService desired) =>
        Should.ThrowAsync<OperatorException>(() => ApplyAsync(desired));

    private async Task GoneAsync(string id)
    {
        for (var tries = 0; !await _connectors.DeleteAsync(id, 2, default); tries++)
            tries.ShouldBeLessThan(5);
    }
}
