using System.Net;
using Mothership.Local.Clock;
using Mothership.SystemTests.Flows.Support;
using Newtonsoft.Json.Linq;

namespace Kube.Tests.Flows;

/// <summary>
/// The Kubernetes cluster of a region really fails its worker, while customers want something: its API server is gone,
/// knows the worker no more, or lacks what Strimzi brings. Nobody is told FAILED, and in the end there is what is
/// wanted.
/// </summary>
public sealed class OutageFlowTests(OwnKube kube) : IClassFixture<OwnKube>
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private readonly VirtualClock _clock = VirtualClock.Running();

    [KubeFact]
    public async Task ApiServer_GoneForAMinute_WhileAllIsUnderWay_IsCaughtUpWith()
    {
        await using var world = await KubeWorld.StartAsync(kube.Server, withRegion: true, _clock);
        using var customer = await world.NewCustomerAsync();
        var (grows, goes) = (await customer.ProvisionedAsync("grows"), await customer.ProvisionedAsync("goes"));
        await world.Kube.Strimzi.ScriptAsync("Kafka", "*", StrimziScripts.OnSignal);
        var begun = await customer.CreateAsync("begun");
        await BegunAsync(world, begun["id"]);
        (await customer.ResizeAsync(grows, 4)).Status.ShouldBe(HttpStatusCode.OK);

        await kube.Server.KillAsync();
        (await customer.DeleteAsync(goes)).Status.ShouldBe(HttpStatusCode.NoContent);
        var wished = await customer.CreateAsync("wished");
        await PassAsync(TimeSpan.FromMinutes(1));
        NoneIsFailed(await customer.OperationsAsync());
        await kube.Server.RestartAsync();

        await world.Kube.Strimzi.ScriptAsync("Kafka", "*", StrimziScripts.ReadyAtOnce);
        await AllSucceedAsync(world, customer);
        (await customer.ReadAsync(grows))["status.cku"].ShouldBe("4");
        var clusters = await customer.ClustersAsync();
        clusters.Select(c => (string)c["id"]!).ShouldBe([grows, begun["id"], wished["id"]], ignoreOrder: true);
        clusters.ShouldAllBe(c => (string)c.SelectToken("status.phase")! == "PROVISIONED");
        (await world.Kube.LeftOfAsync(goes)).ShouldBeEmpty();
        var built = await world.Kube.Operator.ListAsync(default);
        built.Count(c => c.Organization == customer.Organization).ShouldBe(3, "no double, no orphan");
    }

    [KubeFact]
    public async Task Token_ThatTheServerTakesNoMore_IsReplacedInTheVault_WithoutARestart()
    {
        await using var world = await KubeWorld.StartAsync(kube.Server, withRegion: true, _clock);
        using var customer = await world.NewCustomerAsync();
        var id = await customer.ProvisionedAsync();
        await kube.Server.ReplaceTokenAsync(KubeServer.Worker);
        (await customer.ResizeAsync(id, 3)).Status.ShouldBe(HttpStatusCode.OK);
        await LogsAsync(world, "does not take the credentials of secret kube-one any more");
        await PassAsync(TimeSpan.FromMinutes(1));
        NoneIsFailed(await customer.OperationsAsync());
        (await customer.ReadAsync(id))["status.phase"].ShouldBe("PROVISIONED");
        world.PutKubeconfig(kube.Server.Kubeconfig(KubeServer.Worker));
        await AllSucceedAsync(world, customer);
        (await customer.ReadAsync(id))["status.cku"].ShouldBe("3");
    }

    [KubeFact]
    public async Task Kind_ThatIsNotInstalled_IsNamedToStaff_AndTheCustomerWaitsForIt()
    {
        // Before there is a worker: it would put back what goes with the kind for as long as the server lets it.
        await kube.Server.RemoveKindAsync("kafkas");
        await using var world = await KubeWorld.StartAsync(kube.Server, withRegion: true, _clock);
        using var customer = await world.NewCustomerAsync();
        var created = await customer.CreateAsync();
        await LogsAsync(world, "the custom resource definition kafkas.kafka.strimzi.io (version v1) is missing");
        _clock.Advance(Step);
        (await customer.ReadAsync(created["id"]))["status.phase"].ShouldBe("PROVISIONING");
        world.Log.ShouldContain("Install Strimzi 1.2.0 with its definitions there, as docs/deploy.md says");
        await kube.Server.InstallKindAsync("kafkas");
        await AllSucceedAsync(world, customer);
        (await customer.ReadAsync(created["id"]))["status.phase"].ShouldBe("PROVISIONED");
    }

    private static Task BegunAsync(KubeWorld world, string id) =>
        Eventually.HoldsAsync(
            async () => (await world.Kube.LeftOfAsync(id)).Any(o => o.At("status", "conditions") is not null),
            () => Task.FromResult($"Strimzi has not seen {id}. {world.Log}")
        );

    private async Task LogsAsync(KubeWorld world, string words) =>
        await Eventually.HoldsAsync(
            () =>
            {
                // So that what waits for a time is tried again meanwhile.
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return Task.FromResult(world.Log.Contains(words, StringComparison.Ordinal));
            },
            () => Task.FromResult($"'{words}' was not logged: {world.Log}")
        );

    // A minute of the apps' clock takes a few seconds; in the long run it is one of the machine's.
    private async Task PassAsync(TimeSpan time)
    {
        if (Counts.IsLong)
        {
            await Task.Delay(time, TimeProvider.System);
            return;
        }
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            _clock.Advance(Step);
            await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System);
        }
    }

    private async Task AllSucceedAsync(KubeWorld world, Customer customer)
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(500));
                return (await customer.OperationsAsync()).All(Customer.IsFinal);
            },
            async () => $"{string.Join('\n', await customer.OperationsAsync())}\n{world.Log}"
        );
        NoneIsFailed(await customer.OperationsAsync());
    }

    private static void NoneIsFailed(List<JObject> operations) =>
        operations.ShouldAllBe(o => (string)o.SelectToken("status.phase")! != "FAILED");
}
