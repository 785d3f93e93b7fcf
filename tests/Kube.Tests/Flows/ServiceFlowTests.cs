using System.Net;
using Kube.Tests.Operator;
using Mothership.Strimzi.Objects;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;

namespace Kube.Tests.Flows;

/// <summary>
/// The whole life of what is around a cluster: from HTTP over Kafka and the region's app to the API server, and back.
/// </summary>
public sealed class ServiceFlowTests(OwnKube kube) : IClassFixture<OwnKube>
{
    [KubeFact]
    public async Task RegistryKsqldbAndConsole_FromTheirCreationToTheirEnd_AreWhatACustomerExpects()
    {
        await using var world = await KubeWorld.StartAsync(kube.Server, withRegion: true);
        await using var pods = new ScriptedPods(world.Kube);
        pods.Fail("*");
        using var customer = await world.NewCustomerAsync();
        var cluster = await customer.ProvisionedAsync();
        var around = new Around(world, customer, cluster);
        var registry = await around.RegistryAsync();
        var (ksqldb, console) = (await around.NewKsqldbAsync(1), await around.NewConsoleAsync());
        string[] paths = [around.RegistryPath(registry), around.Ksqldb(ksqldb), around.Console(console)];
        foreach (var (path, id) in paths.Zip([registry, ksqldb, console]))
        {
            await DeployedAsync(world, id);
            (await customer.Api.ReadAsync(path))["status.phase"].ShouldBe("PROVISIONING");
        }
        // What the region says of how far it is, is in the timeline.
        await Eventually.HoldsAsync(
            async () => $"{(await around.OperationsAsync(ksqldb))[0]}".Contains("takes longer than usual"),
            async () => $"{(await around.OperationsAsync(ksqldb))[0]}\n{world.Log}"
        );
        pods.Heal("*");
        foreach (var path in paths)
            await around.UntilPhaseAsync(path, "PROVISIONED");
        (await customer.Api.ReadAsync(paths[0]))["spec.http_endpoint"].ShouldContain($"/schema-registry/{registry}");

        var resized = await customer.Api.PatchJsonAsync(
            $"/ksqldbcm/v2/clusters/{ksqldb}",
            new { spec = new { csu = 8, environment = new { id = customer.Environment } } }
        );
        resized.Status.ShouldBe(HttpStatusCode.OK, resized.Text);
        await Eventually.HoldsAsync(
            async () => (await DeploymentAsync(world, ksqldb))!.Number("spec", "replicas") == 2,
            async () => $"{ksqldb}: {(await DeploymentAsync(world, ksqldb))!.Json}\n{world.Log}"
        );
        await IdleAsync(around, ksqldb);
        // What fails after it was there is the region's to mend: nobody is told FAILED.
        pods.Fail(console);
        await SeenAsync(world, console, isReady: false);
        (await customer.Api.ReadAsync(paths[2]))["status.phase"].ShouldBe("PROVISIONED");
        pods.Heal(console);
        await SeenAsync(world, console, isReady: true);

        (await customer.Api.RemoveAsync(paths[2])).Status.ShouldBe(HttpStatusCode.NoContent);
        await around.UntilGoneAsync(paths[2]);
        (await DeploymentAsync(world, console)).ShouldBeNull();
        (await customer.DeleteAsync(cluster)).Status.ShouldBe(HttpStatusCode.NoContent);
        foreach (var path in paths)
            await around.UntilGoneAsync(path);
        await NothingIsLeftAsync(world, customer);
        var prices = await around.PriceChangesAsync();
        prices[ksqldb].ShouldBe("created updated deleted");
        foreach (var id in (string[])[registry, console])
            prices[id].ShouldBe("created deleted");
    }

    [KubeFact]
    public async Task ConnectorAndKey_FromTheirCreationToTheirEnd_AreWhatACustomerExpects()
    {
        await using var world = await KubeWorld.StartAsync(kube.Server, withRegion: true);
        await using var pods = new ScriptedPods(world.Kube);
        using var customer = await world.NewCustomerAsync();
        var cluster = await customer.ProvisionedAsync();
        var around = new Around(world, customer, cluster);
        await KeyAsync(world, customer, cluster, around);
        await ConnectorAsync(world, customer, around);
        (await customer.DeleteAsync(cluster)).Status.ShouldBe(HttpStatusCode.NoContent);
        await NothingIsLeftAsync(world, customer);
        // The kubeconfig and the keys of the bus are not the customer's.
        Directory.GetFiles(world.Vault).Select(Path.GetFileName).ShouldAllBe(n => !IsCustomers(n!));
    }

    private static async Task KeyAsync(KubeWorld world, Customer customer, string cluster, Around around)
    {
        var address = new Uri((await customer.ReadAsync(cluster))["spec.http_endpoint"]);
        await world.Kube.Strimzi.ScriptAsync("KafkaUser", "*", StrimziScripts.OnSignal);
        var (id, secret) = await around.NewKeyAsync();
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = ReplyExtensions.Basic(id, secret);
        var topics = $"/kafka/v3/clusters/{cluster}/topics";
        await Eventually.HoldsAsync(
            async () => await UserAsync(world, id) is not null,
            () => Task.FromResult($"There is no user for {id}. {world.Log}")
        );
        (await client.ReadAsync(topics)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await world.Kube.Strimzi.SignalAsync("KafkaUser");
        await AnswersAsync(client, topics, HttpStatusCode.OK);
        File.Exists(Path.Combine(world.Vault, $"kafka-key-{id}")).ShouldBeTrue();

        (await customer.Api.RemoveAsync($"/iam/v2/api-keys/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        await AnswersAsync(client, topics, HttpStatusCode.Unauthorized);
        await Eventually.HoldsAsync(
            async () => await UserAsync(world, id) is null,
            () => Task.FromResult($"The user of {id} is still there. {world.Log}")
        );
        await world.Kube.Strimzi.ScriptAsync("KafkaUser", "*", StrimziScripts.ReadyAtOnce);
    }

    private static async Task ConnectorAsync(KubeWorld world, Customer customer, Around around)
    {
        await around.NewConnectorAsync("sink");
        var path = $"{around.Connectors}/sink";
        await around.UntilAsync($"{path}/status", r => Says(r, "RUNNING"));
        (await customer.Api.ReadAsync(path)).Text.ShouldNotContain("pass-of-the-database");

        var changed = await customer.Api.CallAsync(HttpMethod.Put, $"{path}/config", around.Config("sink", "others"));
        changed.Status.ShouldBe(HttpStatusCode.OK, changed.Text);
        await Eventually.HoldsAsync(
            async () => (await ConnectorsAsync(world)).Single().Text("spec", "config", "topics") == "others",
            async () => $"{(await ConnectorsAsync(world)).Single().Json} {world.Log}"
        );
        await IdleAsync(around, (await ConnectorsAsync(world)).Single().Name);
        await world.Kube.Strimzi.ScriptAsync(
            "KafkaConnector",
            "*",
            StrimziScripts.Fails(
                "ConnectRestException",
                "PUT /connectors returned 400: Connector configuration is invalid"
            )
        );
        await around.UntilAsync($"{path}/status", r => Says(r, "FAILED"));
        await world.Kube.Strimzi.ScriptAsync("KafkaConnector", "*", StrimziScripts.ReadyAtOnce);
        await around.UntilAsync($"{path}/status", r => Says(r, "RUNNING"));

        var paused = await customer.Api.CallAsync(HttpMethod.Put, $"{path}/pause");
        paused.Status.ShouldBe(HttpStatusCode.Accepted, paused.Text);
        await around.UntilAsync($"{path}/status", r => Says(r, "PAUSED"));
        await IdleAsync(around, (await ConnectorsAsync(world)).Single().Name);
        (await customer.Api.RemoveAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
        await around.UntilGoneAsync(path);
        (await ConnectorsAsync(world)).ShouldBeEmpty();
        (await world.Kube.Admin.ListAsync(KubeKind.KafkaConnect, null, null, default)).Items.ShouldBeEmpty();
    }

    private static bool Says(Reply reply, string state) => (string?)reply.Json.SelectToken("connector.state") == state;

    private static bool IsCustomers(string name) =>
        name.StartsWith("kafka-key-", StringComparison.Ordinal) || name.StartsWith("svc-", StringComparison.Ordinal);

    private static Task IdleAsync(Around around, string service) =>
        Eventually.HoldsAsync(
            async () => (await around.OperationsAsync(service)).All(Customer.IsFinal),
            async () => string.Join('\n', await around.OperationsAsync(service))
        );

    private static Task AnswersAsync(HttpClient client, string path, HttpStatusCode status) =>
        Eventually.HoldsAsync(
            async () => (await client.ReadAsync(path)).Status == status,
            async () => (await client.ReadAsync(path)).Text
        );

    private static async Task<KubeObject?> UserAsync(KubeWorld world, string key) =>
        (await world.Kube.Admin.ListAsync(KubeKind.KafkaUser, null, null, default)).Items.FirstOrDefault(u =>
            u.Name == key.ToLowerInvariant()
        );

    private static async Task<IReadOnlyList<KubeObject>> ConnectorsAsync(KubeWorld world) =>
        (await world.Kube.Admin.ListAsync(KubeKind.KafkaConnector, null, null, default)).Items;

    private static async Task<KubeObject?> DeploymentAsync(KubeWorld world, string id) =>
        (await world.Kube.Admin.ListAsync(KubeKind.Deployment, null, null, default)).Items.FirstOrDefault(d =>
            d.Name == id
        );

    private static Task DeployedAsync(KubeWorld world, string id) =>
        Eventually.HoldsAsync(
            async () => await DeploymentAsync(world, id) is not null,
            () => Task.FromResult($"There is no Deployment {id}. {world.Log}")
        );

    // As the control plane was last told.
    private static Task SeenAsync(KubeWorld world, string id, bool isReady) =>
        Eventually.HoldsAsync(
            async () =>
                await DeploymentAsync(world, id) is { } d
                && d.Items("status", "conditions").Any(c => $"{c["type"]}={c["status"]}" == $"Available={isReady}"),
            async () => $"{(await DeploymentAsync(world, id))?.Json}"
        );

    private static async Task NothingIsLeftAsync(KubeWorld world, Customer customer)
    {
        await Eventually.HoldsAsync(
            async () => (await customer.Api.ReadAsync("/ops/v1/operations?page_size=100")).Json["data"]!.All(IsFinal),
            async () => $"{(await customer.Api.ReadAsync("/ops/v1/operations?page_size=100")).Text}\n{world.Log}"
        );
        await Eventually.HoldsAsync(
            async () => await LeftAsync(world, customer) is [],
            async () => $"{string.Join(", ", await LeftAsync(world, customer))}\n{world.Log}"
        );
    }

    private static bool IsFinal(Newtonsoft.Json.Linq.JToken operation) =>
        Customer.IsFinal((Newtonsoft.Json.Linq.JObject)operation);

    // The namespace with all that is in it, and what the region was told.
    private static async Task<List<KubeObject>> LeftAsync(KubeWorld world, Customer customer)
    {
        var spaces = (await world.Kube.Admin.ListAsync(KubeKind.Namespace, null, null, default)).Items;
        var told = await world.Kube.Admin.ListAsync(KubeKind.ConfigMap, "mothership-system", KubeNames.Ours, default);
        return
        [
            .. spaces.Where(n => n is { IsDeleting: false } && n.Name == KubeNames.Namespace(customer.Environment)),
            .. told.Items.Where(o => o.Label(KubeNames.Environment) == customer.Environment),
        ];
    }
}
