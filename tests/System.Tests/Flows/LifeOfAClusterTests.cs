using System.Net;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;

namespace Mothership.SystemTests.Flows;

[Collection(CloudCollection.Name)]
public sealed class LifeOfAClusterTests(CloudWorld world)
{
    [Fact]
    public async Task Cluster_FromCreationToDeletion_IsWhatACustomerExpects()
    {
        using var customer = await world.NewCustomerAsync();
        var id = await customer.ProvisionedAsync();
        var cluster = await customer.ReadAsync(id);
        cluster["status.phase"].ShouldBe("PROVISIONED");
        var address = cluster["spec.kafka_bootstrap_endpoint"];
        await Kcat.ProduceAsync(address, "greetings", "hello\nworld\n");
        (await Kcat.ConsumeAsync(address, "greetings")).Split('\n').ShouldContain("world");
        (await Kcat.ListAsync(address)).ShouldContain(" 1 brokers:");

        await customer.SucceededAsync(await customer.ResizeAsync(id, 3));
        cluster = await customer.ReadAsync(id);
        (cluster["status.cku"], cluster["spec.kafka_bootstrap_endpoint"]).ShouldBe(("3", address));
        (await Kcat.ListAsync(address)).ShouldContain(" 3 brokers:");
        (await Kcat.ConsumeAsync(address, "greetings")).Split('\n').ShouldContain("hello");

        (await customer.DeleteAsync(id)).Status.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.HoldsAsync(
            async () => (await customer.ReadAsync(id)).Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound,
            async () => (await customer.ReadAsync(id)).Text
        );
        (await customer.OperationsAsync()).ShouldAllBe(o => (string)o.SelectToken("status.phase")! == "SUCCEEDED");
    }

    [Fact]
    public async Task Operation_OfACreation_TellsItsStepsWithTimes()
    {
        using var customer = await world.NewCustomerAsync();
        var operation = await customer.SucceededAsync(await customer.CreateAsync());
        var steps = operation.SelectToken("status.steps")!;
        steps
            .Select(s => (string)s["name"]!)
            .ShouldBe([
                "publish-desired-state",
                "await-region",
                "activate-cluster",
                "record-billing",
                "bring-schema-registry",
            ]);
        steps.ShouldAllBe(s => s["started_at"] != null && s["ended_at"] != null && (int)s["attempts"]! == 1);
    }

    [Fact]
    public async Task Clusters_ManyAtATime_AreAllProvisioned()
    {
        using var customer = await world.NewCustomerAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => customer.ProvisionedAsync($"many-{i}")));
        var addresses = (await customer.ClustersAsync()).Select(c =>
            (string)c.SelectToken("spec.kafka_bootstrap_endpoint")!
        );
        addresses.Distinct().Count().ShouldBe(made.Length);
    }

    [Fact]
    public async Task Delete_RightAfterCreate_LeavesNothing()
    {
        using var customer = await world.NewCustomerAsync();
        var created = await customer.CreateAsync();
        (await customer.DeleteAsync(created["id"])).Status.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.HoldsAsync(
            async () => (await customer.OperationsAsync()) is { Count: 2 } all && all.All(Customer.IsFinal),
            async () => string.Join(", ", await customer.OperationsAsync())
        );
        (await customer.ClustersAsync()).ShouldBeEmpty();
    }
}
