using System.Net;
using Kube.Tests.Operator;
using Mothership.SystemTests.Flows.Support;
using Newtonsoft.Json.Linq;

namespace Kube.Tests.Flows;

/// <summary>From HTTP over Kafka and the region's app to the API server, and back.</summary>
public sealed class ClusterFlowTests(OwnKube kube) : IClassFixture<OwnKube>
{
    [KubeFact]
    public async Task Cluster_FromCreationToDeletion_IsWhatACustomerExpects()
    {
        await using var world = await KubeWorld.StartAsync(kube.Server, withRegion: true);
        using var customer = await world.NewCustomerAsync();
        var id = await customer.ProvisionedAsync();
        var cluster = await customer.ReadAsync(id);
        cluster["status.phase"].ShouldBe("PROVISIONED");
        cluster["spec.kafka_bootstrap_endpoint"].ShouldStartWith("SASL_SSL://");

        await customer.SucceededAsync(await customer.ResizeAsync(id, 5));
        (await customer.ReadAsync(id))["status.cku"].ShouldBe("5");
        (await world.Kube.LeftOfAsync(id))
            .Single(o => o.Name == $"{id}-brokers")
            .Number("spec", "replicas")
            .ShouldBe(5);

        (await customer.DeleteAsync(id)).Status.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.HoldsAsync(
            async () => (await customer.OperationsAsync()).All(Customer.IsFinal),
            async () => $"{string.Join('\n', await customer.OperationsAsync())}\n{world.Log}"
        );
        (await customer.OperationsAsync()).ShouldAllBe(o => (string)o.SelectToken("status.phase")! == "SUCCEEDED");
        (await world.Kube.LeftOfAsync(id)).ShouldBeEmpty();
    }

    [KubeFact]
    public async Task Creation_StrimziTakesItsTime_IsToldOnTheWay_AndEndsWhenItIsReady()
    {
        await using var world = await KubeWorld.StartAsync(kube.Server, withRegion: true);
        await world.Kube.Strimzi.ScriptAsync("Kafka", "*", StrimziScripts.OnSignal);
        using var customer = await world.NewCustomerAsync();
        var created = await customer.CreateAsync();
        created.Status.ShouldBe(HttpStatusCode.Accepted, created.Text);
        await Eventually.HoldsAsync(
            async () =>
                (await world.Kube.LeftOfAsync(created["id"])).Any(o => o.At("status", "conditions") is not null),
            () => Task.FromResult($"Strimzi has not seen it. {world.Log}")
        );
        (await customer.ReadAsync(created["id"]))["status.phase"].ShouldBe("PROVISIONING");
        await world.Kube.Strimzi.SignalAsync("Kafka");
        await customer.SucceededAsync(created);
    }

    [KubeFact]
    public async Task Creation_ThatStrimziRefusesForGood_EndsFailed_AndLeavesNothing()
    {
        await using var world = await KubeWorld.StartAsync(kube.Server, withRegion: true);
        await world.Kube.Strimzi.ScriptAsync(
            "Kafka",
            "*",
            StrimziScripts.Fails("InvalidResourceException", "Kafka resource has an invalid field: at line 3.")
        );
        using var customer = await world.NewCustomerAsync();
        var created = await customer.CreateAsync();
        var operation = await FinalAsync(customer, created["id"], world);
        ((string)operation.SelectToken("status.phase")!).ShouldBe("FAILED");
        operation.ToString().ShouldNotContain("InvalidResourceException");
        await Eventually.HoldsAsync(
            async () => (await world.Kube.LeftOfAsync(created["id"])).Count == 0,
            async () => $"{string.Join(", ", await world.Kube.LeftOfAsync(created["id"]))} {world.Log}"
        );
    }

    private static Task<JObject> FinalAsync(Customer customer, string id, KubeWorld world) =>
        Eventually.GetAsync(
            async () =>
                (await customer.OperationsAsync()).Find(o =>
                    (string)o.SelectToken("spec.cluster.id")! == id && Customer.IsFinal(o)
                ),
            async () => $"{string.Join('\n', await customer.OperationsAsync())}\n{world.Log}"
        );
}
