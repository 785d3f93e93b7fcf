using System.Text.Json.Nodes;
using Kube.Tests.Memory;
using Mothership.Domain.Services;
using Mothership.Local.Clock;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services.Connect;
using static Kube.Tests.Services.ConnectorWorld;

namespace Kube.Tests.Services;

/// <summary>How offsets are read and altered, with each word of Strimzi's said by the test.</summary>
public sealed class ConnectorOffsetTests : IAsyncLifetime
{
    private const string Do = "strimzi.io/connector-offsets";
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly VirtualClock _clock = VirtualClock.Frozen(Now);
    private MemoryKube _kube = null!;
    private StrimziConnectors _connectors = null!;

    public async Task InitializeAsync()
    {
        _kube = await NewKubeAsync();
        _connectors = Connectors(_kube, new OneSecret(), _clock);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Offsets_Altered_AreListedFirst_ThenAlteredWhileItStands_ThenItRuns()
    {
        await RunAsync(Wanted());
        var asked = Wanted("r1", "PATCH", Offset(1000));
        (await ApplyAsync(asked)).State.ShouldBe(OperatedState.Building);
        (Verb(), State()).ShouldBe(("list", "stopped"));
        Strimzi(listed: Offset(7));
        (await LookAsync()).State.ShouldBe(OperatedState.Building);
        (Verb(), State()).ShouldBe(("alter", "stopped"));
        Map("lcc-a-offsets-wanted").Text("data", "offsets.json").ShouldBe($$"""{"offsets":[{{Offset(1000)}}]}""");

        Strimzi();
        await LookAsync();
        (Verb(), State()).ShouldBe(("list", "running"));
        Strimzi(listed: Offset(1000));
        var seen = await LookAsync();
        seen.State.ShouldBe(OperatedState.Ready);
        var answer = JsonNode.Parse(seen.Details[ServiceNames.OffsetsAnswer])!;
        ((string?)answer["id"], (string?)answer["phase"]).ShouldBe(("r1", "APPLIED"));
        ((string?)answer["applied_at"]).ShouldBe("2026-11-01T12:00:00Z");
        answer["previous_offsets"]!.ToJsonString().ShouldBe($"[{Offset(7)}]");
        seen.Details[ServiceNames.Offsets].ShouldBe($"[{Offset(1000)}]");
    }

    [Fact]
    public async Task Offsets_AskedForOnce_AreAlteredOnceHoweverOftenItIsTold()
    {
        var asked = Wanted("r1", "DELETE");
        await RunAsync(asked);
        var verbs = new List<string?>();
        for (var round = 0; round < 8; round++)
        {
            await ApplyAsync(asked);
            await LookAsync();
            verbs.Add(Verb());
            Strimzi(listed: Offset(5));
        }
        verbs.Where(v => v is not null).ShouldBe(["list", "reset", "list"]);
        _kube.Remove(Map("lcc-a-offsets"));
        await ApplyAsync(asked);
        Verb().ShouldBeNull("what was done is not done again when the note of it is lost");
        State().ShouldBe("running");
    }

    [Fact]
    public async Task Offsets_ThatConnectRefuses_AreToldSo_AndItRunsAgain()
    {
        await RunAsync(Wanted("r1", "PATCH", """{"offset":{}}"""));
        await LookAsync();
        Strimzi();
        await LookAsync();
        Verb().ShouldBe("alter");
        Warn("AlterOffsets", "Encountered error altering connector offsets. Connector is not in STOPPED state");
        (await LookAsync()).State.ShouldBe(OperatedState.Building);
        Warn(
            "AlterOffsets",
            "Encountered error altering connector offsets. PATCH /connectors/lcc-a/offsets returned 400 "
                + "(Bad Request): The partition is missing"
        );
        var seen = await LookAsync();
        (Verb(), State()).ShouldBe(("list", "running"));
        var answer = JsonNode.Parse(seen.Details[ServiceNames.OffsetsAnswer])!;
        ((string?)answer["phase"], (string?)answer["message"]).ShouldBe(
            ("FAILED", "Connect does not take these offsets. The partition is missing")
        );
    }

    [Fact]
    public async Task Offsets_NotWantedAnyMore_AreLeftAlone()
    {
        await RunAsync(Wanted("r1", "DELETE"));
        await LookAsync();
        Strimzi();
        await LookAsync();
        Verb().ShouldBe("reset");
        await ApplyAsync(Wanted() with { Generation = 2 });
        await LookAsync();
        (Verb(), State()).ShouldBe((null, "running"));
    }

    [Fact]
    public async Task Offsets_OfOneThatRuns_AreReadEveryFiveMinutes()
    {
        await RunAsync(Wanted());
        await LookAsync();
        Verb().ShouldBe("list");
        Strimzi(listed: Offset(1));
        (await LookAsync()).Details[ServiceNames.Offsets].ShouldBe($"[{Offset(1)}]");
        Verb().ShouldBeNull();
        _clock.Advance(TimeSpan.FromMinutes(5));
        await LookAsync();
        Verb().ShouldBe("list");
    }

    [Fact]
    public async Task Offsets_AskedForWhileTheyAreBeingRead_WaitForThat()
    {
        await RunAsync(Wanted());
        await LookAsync();
        Verb().ShouldBe("list");
        await ApplyAsync(Wanted("r1", "DELETE"));
        Connector().Annotation("mothership.io/offsets-step").ShouldBeNull("the reading before is still under way");
        Strimzi(listed: Offset(1));
        await LookAsync();
        Verb().ShouldBe("list");
        Strimzi(listed: Offset(2));
        await LookAsync();
        Verb().ShouldBe("reset");
        Strimzi();
        var answer = JsonNode.Parse((await LookAsync()).Details[ServiceNames.OffsetsAnswer])!;
        answer["previous_offsets"]!.ToJsonString().ShouldBe($"[{Offset(2)}]");
    }

    [Fact]
    public async Task Offsets_OfOneThatIsDeleted_LeaveNothing()
    {
        await RunAsync(Wanted("r1", "PATCH", Offset(2)));
        await LookAsync();
        Strimzi();
        await LookAsync();
        for (var tries = 0; !await _connectors.DeleteAsync("lcc-a", 2, default); tries++)
            tries.ShouldBeLessThan(6);
        _kube.All.ShouldAllBe(o => o.Kind == KubeKind.Namespace);
    }

    private static string Offset(int at) =>
        $$$"""{"partition":{"kafka_topic":"orders","kafka_partition":0},"offset":{"kafka_offset":{{{at}}}}}""";

    private static DesiredService Wanted(string? id = null, string type = "PATCH", params string[] offsets)
    {
        var wanted = Desired("lcc-a", "lkc-one", "env-one");
        return id is null
            ? wanted
            : wanted.With(
                ServiceNames.OffsetsRequest,
                $$"""{"id":"{{id}}","type":"{{type}}","offsets":[{{string.Join(',', offsets)}}]}"""
            );
    }

    private Task<OperatedService> ApplyAsync(DesiredService wanted) => _connectors.ApplyAsync(wanted, default);

    private async Task<OperatedService> LookAsync() => (await _connectors.FindAsync("lcc-a", default))!;

    private async Task RunAsync(DesiredService wanted)
    {
        await ApplyAsync(wanted);
        Ready();
    }

    private KubeObject Connector() => _kube.All.Single(o => o.Kind == KubeKind.KafkaConnector);

    private KubeObject Map(string name) => _kube.All.Single(o => o.Kind == KubeKind.ConfigMap && o.Name == name);

    private string? Verb() => Connector().Annotation(Do);

    private string? State() => Connector().Text("spec", "state");

    /// <summary>Does what the annotation says, and takes it away.</summary>
    private void Strimzi(string? listed = null)
    {
        if (Verb() == "list" && listed is not null)
            _kube.Edit(
                Map("lcc-a-offsets"),
                m =>
                {
                    m["data"] ??= new JsonObject();
                    m["data"]!["offsets.json"] = $$"""{"offsets":[{{listed}}]}""";
                }
            );
        _kube.Edit(Connector(), c => ((JsonObject)c["metadata"]!["annotations"]!).Remove(Do));
        Ready();
    }

    private void Ready() => Say(new JsonObject { ["type"] = "Ready", ["status"] = "True" });

    private void Warn(string reason, string message) =>
        Say(
            new JsonObject
            {
                ["type"] = "Warning",
                ["status"] = "True",
                ["reason"] = reason,
                ["message"] = message,
            },
            new JsonObject { ["type"] = "Ready", ["status"] = "True" }
        );

    private void Say(params JsonObject[] conditions) =>
        _kube.SetStatus(
            Connector(),
            new()
            {
                ["observedGeneration"] = Connector().Generation,
                ["conditions"] = new JsonArray([.. conditions]),
                ["connectorStatus"] = new JsonObject { ["connector"] = new JsonObject { ["state"] = "RUNNING" } },
            }
        );
}
