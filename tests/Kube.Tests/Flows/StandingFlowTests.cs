using System.Net;
using System.Text.Json.Nodes;
using Kube.Tests.Operator;
using Mothership.Strimzi.Objects;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;

namespace Kube.Tests.Flows;

/// <summary>
/// A cluster whose customer's money is spent, and one whose region gets a newer Kafka: over HTTP, Kafka and the
/// region's app to the API server, and back.
/// </summary>
public sealed class StandingFlowTests(OwnKube kube) : IClassFixture<OwnKube>
{
    private const string Pause = "strimzi.io/pause-reconciliation";

    [KubeFact]
    public async Task Cluster_WhoseCapIsReached_IsSuspendedWithItsServices_AndRunsAgainWhenItIsRaised()
    {
        await using var world = await KubeWorld.StartAsync(kube.Server, withRegion: true);
        await using var pods = new ScriptedPods(world.Kube);
        using var customer = await world.NewCustomerAsync();
        var cluster = await customer.ProvisionedAsync();
        var around = new Around(world, customer, cluster);
        var registry = await around.RegistryAsync();
        var ksqldb = await around.NewKsqldbAsync(1);
        await around.UntilPhaseAsync(around.RegistryPath(registry), "PROVISIONED");
        await around.UntilPhaseAsync(around.Ksqldb(ksqldb), "PROVISIONED");
        await RunsAsync(world, customer.Environment, cluster);
        var endpoint = (await customer.ReadAsync(cluster))["spec.kafka_bootstrap_endpoint"];
        var volumes = await CountAsync(world, KubeKind.VolumeClaim, customer.Environment);
        var cap = await customer.Api.PostJsonAsync(
            "/billing/v1/spend-caps",
            new { spec = new { amount = "5.00", action = "SUSPEND" } }
        );
        cap.Status.ShouldBe(HttpStatusCode.Created, cap.Text);

        world.Cloud.Advance(TimeSpan.FromHours(3));
        await SuspendedAsync(customer, around, cluster, isSuspended: true);
        (await KafkaAsync(world, cluster)).Annotation(Pause).ShouldBe("true");
        (await CountAsync(world, KubeKind.StrimziPodSet, customer.Environment)).ShouldBe(0);
        (await CountAsync(world, KubeKind.VolumeClaim, customer.Environment)).ShouldBe(volumes);
        await ReplicasAsync(world, customer.Environment, 0);
        await PricesAsync(around, "created suspended", cluster, registry, ksqldb);
        (await customer.ReadAsync(cluster))["status.phase"].ShouldBe("PROVISIONED");

        var raised = await customer.Api.PatchJsonAsync(
            $"/billing/v1/spend-caps/{cap["id"]}",
            new { spec = new { amount = "5000.00" } }
        );
        raised.Status.ShouldBe(HttpStatusCode.OK, raised.Text);
        await SuspendedAsync(customer, around, cluster, isSuspended: false);
        (await KafkaAsync(world, cluster)).Annotation(Pause).ShouldBeNull();
        (await customer.ReadAsync(cluster))["spec.kafka_bootstrap_endpoint"].ShouldBe(endpoint);
        await ReplicasAsync(world, customer.Environment, 1);
        await PricesAsync(around, "created suspended resumed", cluster, registry, ksqldb);
    }

    [KubeFact]
    public async Task Cluster_WhoseRegionGetsANewerKafka_IsUpgradedInOrder_WhileItsCustomerSeesItUsable()
    {
        await using var world = await KubeWorld.StartAsync(
            kube.Server,
            withRegion: true,
            clock: null,
            ("Strimzi:KafkaVersion", "4.2.0"),
            ("Strimzi:MetadataVersion", "4.2-IV1")
        );
        using var customer = await world.NewCustomerAsync();
        var cluster = await customer.ProvisionedAsync();
        var around = new Around(world, customer, cluster);
        await VersionsAsync(world, cluster, "4.2.0 4.2-IV1");

        // From now on it takes until the test says so that the brokers run what is wanted.
        await world.Kube.Strimzi.ScriptAsync("Kafka", "*", StrimziScripts.OnSignal);
        await world.RestartRegionAsync(("Strimzi:KafkaVersion", "4.3.1"), ("Strimzi:MetadataVersion", "4.3-IV0"));
        // The brokers first, the format of their metadata once all of them run the new version.
        await VersionsAsync(world, cluster, "4.3.1 4.2-IV1");
        (await customer.ReadAsync(cluster))["status.phase"].ShouldBe("PROVISIONED");
        await world.Kube.Strimzi.SignalAsync("Kafka");
        await VersionsAsync(world, cluster, "4.3.1 4.3-IV0");

        (await customer.ReadAsync(cluster))["status.phase"].ShouldBe("PROVISIONED");
        // It can be changed as ever, and an upgrade costs nothing.
        await customer.SucceededAsync(await customer.ResizeAsync(cluster, 2));
        await VersionsAsync(world, cluster, "4.3.1 4.3-IV0");
        (await around.PriceChangesAsync())[cluster].ShouldBe("created updated");
    }

    // The pods' sets that Strimzi would have made.
    private static async Task RunsAsync(KubeWorld world, string environment, string cluster)
    {
        KeyValuePair<string, string>[] labels = [new(KubeNames.StrimziCluster, cluster)];
        var set = KubeObject.New(KubeKind.StrimziPodSet, environment, $"{cluster}-brokers", labels);
        set.Json["spec"] = new JsonObject
        {
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { [KubeNames.StrimziCluster] = cluster } },
            ["pods"] = new JsonArray(),
        };
        await world.Kube.Admin.ApplyAsync(set, default);
    }

    private static Task SuspendedAsync(Customer customer, Around around, string cluster, bool isSuspended) =>
        around.UntilAsync(
            $"/cmk/v2/clusters/{cluster}?environment={customer.Environment}",
            r => ((bool?)r.Json.SelectToken("status.suspended") ?? false) == isSuspended
        );

    private static Task VersionsAsync(KubeWorld world, string cluster, string versions) =>
        Eventually.HoldsAsync(
            async () => VersionsOf(await KafkaAsync(world, cluster)) == versions,
            async () => $"{VersionsOf(await KafkaAsync(world, cluster))} is not {versions}\n{world.Log}"
        );

    private static string VersionsOf(KubeObject kafka) =>
        $"{kafka.Text("spec", "kafka", "version")} {kafka.Text("spec", "kafka", "metadataVersion")}";

    private static Task ReplicasAsync(KubeWorld world, string environment, int replicas) =>
        Eventually.HoldsAsync(
            async () => (await DeploymentsAsync(world, environment)).All(d => d.Number("spec", "replicas") == replicas),
            async () => $"{string.Join('\n', (await DeploymentsAsync(world, environment)).Select(d => d.Json))}"
        );

    private static Task PricesAsync(Around around, string changes, params string[] resources) =>
        Eventually.HoldsAsync(
            async () => await around.PriceChangesAsync() is var all && resources.All(r => all[r] == changes),
            async () => string.Join('\n', await around.PriceChangesAsync())
        );

    private static async Task<KubeObject> KafkaAsync(KubeWorld world, string cluster) =>
        (await world.Kube.Admin.ListAsync(KubeKind.Kafka, null, null, default)).Items.Single(k => k.Name == cluster);

    private static async Task<IReadOnlyList<KubeObject>> DeploymentsAsync(KubeWorld world, string environment) =>
        (await world.Kube.Admin.ListAsync(KubeKind.Deployment, environment, KubeNames.Service, default)).Items;

    private static async Task<int> CountAsync(KubeWorld world, KubeKind kind, string environment) =>
        (await world.Kube.Admin.ListAsync(kind, environment, null, default)).Items.Count;
}
