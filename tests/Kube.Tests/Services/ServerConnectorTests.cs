using Kube.Tests.Operator;
using Mothership.Domain.Services;
using Mothership.Regions;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services.Connect;

namespace Kube.Tests.Services;

/// <summary>The life of connectors against a real API server, under the rights of the worker.</summary>
public sealed class ServerConnectorTests(SharedKube kube) : IClassFixture<SharedKube>
{
    [KubeFact]
    public async Task Connector_Life_IsAcceptedByTheSchemas()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var (id, cluster) = (kube.Server.NewName("lcc"), kube.Server.NewName("lkc"));
        var environment = kube.Server.NewName("env");
        await region.Admin.ApplyAsync(KubeObject.New(KubeKind.Namespace, null, environment, []), default);
        var world = new OnePlace(new(cluster, "org", environment, new("one", region.Worker)));
        var connectors = new StrimziConnectors(world, world, new OneSecret());
        var wanted = ConnectorWorld.Desired(id, cluster, environment);
        await connectors.ApplyAsync(wanted, default);
        await UntilAsync(connectors, id, "RUNNING");

        region.Faults.Forget();
        await connectors.ApplyAsync(wanted, default);
        region.Faults.Writes.ShouldBeEmpty();

        await connectors.ApplyAsync(wanted with { Generation = 2, RunState = ServiceRunState.Paused }, default);
        await UntilAsync(connectors, id, "PAUSED");
        await KubeRegion.UntilAsync(() => $"{id} is not gone", () => connectors.DeleteAsync(id, 3, default));
        foreach (var kind in (KubeKind[])[KubeKind.KafkaConnect, KubeKind.KafkaConnector, KubeKind.Role])
            (await region.Admin.ListAsync(kind, environment, null, default)).Items.ShouldBeEmpty();
    }

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
