using System.Text.Json.Nodes;
using Kube.Tests.Operator;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services.Connect;

namespace Kube.Tests.Services;

/// <summary>The life of connectors against a real API server, under the rights of the worker.</summary>
public sealed class ServerConnectorTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeFact]
    public async Task Connector_Life_IsAcceptedByTheSchemas()
    {
        var environment = kube.Server.NewName("env");
        await using var region = await KubeRegion.StartAsync(kube.Server, space => space == environment);
        var (id, cluster) = (kube.Server.NewName("lcc"), kube.Server.NewName("lkc"));
        await region.Admin.ApplyAsync(KubeObject.New(KubeKind.Namespace, null, environment, []), default);
        var connectors = ConnectorWorld.Connectors(
            region.Worker,
            new OneSecret(),
            cluster: cluster,
            environment: environment
        );
        var wanted = ConnectorWorld.Desired(id, cluster, environment);
        await connectors.ApplyAsync(wanted, default);
        await UntilAsync(connectors, id, "RUNNING");

        region.Faults.Forget();
        await connectors.ApplyAsync(wanted, default);
        region.Faults.Writes.ShouldBeEmpty();

        await AlterAsync(region, connectors, wanted);
        await connectors.ApplyAsync(wanted with { Generation = 3, RunState = ServiceRunState.Paused }, default);
        await UntilAsync(connectors, id, "PAUSED");
        await KubeRegion.UntilAsync(() => $"{id} is not gone", () => connectors.DeleteAsync(id, 4, default));
        foreach (var kind in (KubeKind[])[KubeKind.KafkaConnect, KubeKind.KafkaConnector, KubeKind.ConfigMap])
            (await region.Admin.ListAsync(kind, environment, null, default)).Items.ShouldBeEmpty();
    }

    private static async Task AlterAsync(KubeRegion region, StrimziConnectors connectors, DesiredService wanted)
    {
        await region.Strimzi.SetOffsetsAsync(wanted.Id, Offset(7));
        var request = $$"""{"id":"r1","type":"PATCH","offsets":[{{Offset(1000).ToJsonString()}}]}""";
        var asked = wanted.With(ServiceNames.OffsetsRequest, request) with { Generation = 2 };
        await connectors.ApplyAsync(asked, default);
        OperatedService? seen = null;
        await KubeRegion.UntilAsync(
            () => $"{wanted.Id} is {seen}, its offsets {seen?.Details.GetValueOrDefault(ServiceNames.Offsets)}",
            async () =>
            {
                seen = await connectors.FindAsync(wanted.Id, default);
                return seen is { State: OperatedState.Ready }
                    && seen.Details.GetValueOrDefault(ServiceNames.Offsets)?.Contains("1000") == true;
            }
        );
        var answer = JsonNode.Parse(seen!.Details[ServiceNames.OffsetsAnswer])!;
        ((string?)answer["phase"]).ShouldBe("APPLIED");
        answer["previous_offsets"]!.ToJsonString().ShouldBe($"[{Offset(7).ToJsonString()}]");
    }

    private static JsonObject Offset(int at) =>
        new()
        {
            ["partition"] = new JsonObject { ["kafka_topic"] = "orders", ["kafka_partition"] = 0 },
            ["offset"] = new JsonObject { ["kafka_offset"] = at },
        };

    private static Task UntilAsync(StrimziConnectors connectors, string id, string state)
    {
        var seen = "not there";
        return KubeRegion.UntilAsync(
            () => $"{id} is {seen}",
            async () =>
            {
                var found = await connectors.FindAsync(id, default);
                seen = $"{found}";
                return found is { State: OperatedState.Ready } && found.Details[ServiceNames.State] == state;
            }
        );
    }
}
