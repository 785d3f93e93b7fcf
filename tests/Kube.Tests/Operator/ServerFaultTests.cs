using System.Text.Json.Nodes;
using Mothership.Regions;
using Mothership.Strimzi.Objects;
using Fault = Mothership.Tests.Support.Kube.KubeFault;

namespace Kube.Tests.Operator;

/// <summary>
/// What goes wrong between the worker and a real API server, or in it, and how all is well in the end.
/// </summary>
public sealed class ServerFaultTests(OwnKube kube) : IClassFixture<OwnKube>
{
    private readonly string _id = kube.Server.NewName("lkc");
    private readonly string _environment = kube.Server.NewName("env");

    [KubeFact]
    public async Task Server_GoneForAWhile_IsCaughtUpWith_AndTheWatchGoesOn()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        await region.ReadyAsync(Wish(1, 1));
        using var ending = new CancellationTokenSource();
        await using var feed = region.Operator.WatchAsync(ending.Token).GetAsyncEnumerator();
        (await feed.MoveNextAsync()).ShouldBeTrue();

        region.Faults.IsDown = true;
        var refused = await Should.ThrowAsync<OperatorException>(() => region.Operator.ApplyAsync(Wish(2, 2), default));
        (refused.Reason, refused.IsTransient).ShouldBe(("region_unavailable", true));
        (await region.Operator.PoolsAsync(default)).ShouldBeEmpty();
        region.Faults.IsDown = false;
        await region.ReadyAsync(Wish(2, 2));
        await HearsAsync(feed, _id);
        await ending.CancelAsync();
    }

    [KubeFact]
    public async Task Server_LostAfterTheWishIsNoted_IsGoneOnWithByThePass()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        region.Faults.Next(Fault.Refused, HttpMethod.Patch, "/kafkas/");
        var seen = await region.Operator.ApplyAsync(Wish(1, 1), default);
        (seen.State, seen.Message).ShouldBe(
            (OperatedState.Building, "The region is busy. The cluster is built as soon as it can be.")
        );
        await region.SettleAsync();
        await region.AwaitReadyAsync(_id, 1);
    }

    [KubeTheory]
    [InlineData(Fault.Conflict)]
    [InlineData(Fault.TooManyRequests)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.Unauthorized)]
    [InlineData(Fault.Forbidden)]
    [InlineData(Fault.NotFound)]
    [InlineData(Fault.Gone)]
    [InlineData(Fault.Refused)]
    public async Task Request_GoesWrong_IsNeverFailed_AndIsMadeUpFor(Fault fault)
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        region.Faults.Next(fault, HttpMethod.Patch, "/kafkas/", retryAfter: TimeSpan.Zero);
        region.Faults.Next(fault, HttpMethod.Patch, "/kafkanodepools/", isAfterEffect: true, retryAfter: TimeSpan.Zero);
        var seen = await region.Operator.ApplyAsync(Wish(1, 1), default);
        seen.State.ShouldNotBe(OperatedState.Failed);
        region.Faults.Injected.ShouldBeGreaterThan(0);
        await region.SettleAsync();
        await region.AwaitReadyAsync(_id, 1);
    }

    [KubeFact]
    public async Task Requests_AtRandomGoWrong_AllEndsAsWanted()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        region.Faults.AtRandom(
            seed: 17,
            percent: 15,
            Fault.Conflict,
            Fault.ServerError,
            Fault.Unauthorized,
            Fault.Refused,
            Fault.Forbidden
        );
        for (var generation = 1; generation <= 6; generation++)
            await TryAsync(() => region.Operator.ApplyAsync(Wish(generation, generation), default));
        for (var pass = 0; pass < 5; pass++)
            await TryAsync(() => region.Operator.ReconcileAsync(default));
        region.Faults.Clear();
        await region.ReadyAsync(Wish(6, 6));
        region.Faults.AtRandom(seed: 18, percent: 15, Fault.Conflict, Fault.ServerError, Fault.Refused);
        for (var turn = 0; turn < 5; turn++)
            await TryAsync(() => region.Operator.DeleteAsync(_id, 7, default));
        region.Faults.Clear();
        await region.DeleteAsync(_id, 7);
        (await region.LeftOfAsync(_id)).ShouldBeEmpty();
    }

    [KubeFact]
    public async Task Watch_HistoryGone_BeginsAnewAndHearsOfEverything()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        region.Faults.Next(Fault.GoneInWatch, path: "/kafkas", times: 2);
        using var ending = new CancellationTokenSource();
        await using var feed = region.Operator.WatchAsync(ending.Token).GetAsyncEnumerator();
        await region.Operator.ApplyAsync(Wish(1, 1), default);
        await HearsAsync(feed, _id);
        region.Faults.BreakWatches();
        await region.Operator.ApplyAsync(Wish(2, 3), default);
        await HearsAsync(feed, _id);
        await ending.CancelAsync();
    }

    [KubeFact]
    public async Task Object_EditedByHand_IsRepaired()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        await region.ReadyAsync(Wish(1, 1));
        JsonObject change = new()
        {
            ["spec"] = new JsonObject
            {
                ["kafka"] = new JsonObject
                {
                    ["config"] = new JsonObject { ["min.insync.replicas"] = 1, ["log.retention.hours"] = 1 },
                    ["listeners"] = new JsonArray(
                        new JsonObject
                        {
                            ["name"] = "open",
                            ["port"] = 9092,
                            ["type"] = "internal",
                            ["tls"] = false,
                        }
                    ),
                },
            },
        };
        await region.Admin.MergeAsync(KubeKind.Kafka, _environment, _id, change, default);
        await region.SettleAsync();
        var kafka = (await region.Admin.FindAsync(KubeKind.Kafka, _environment, _id, default))!;
        kafka.Number("spec", "kafka", "config", "min.insync.replicas").ShouldBe(2);
        kafka.At("spec", "kafka", "config", "log.retention.hours").ShouldBeNull("what was added goes, too");
        kafka.Items("spec", "kafka", "listeners").Count().ShouldBe(2);
    }

    [KubeFact]
    public async Task Object_DeletedByHand_ComesBack_WithItsVolumes()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        await region.ReadyAsync(Wish(1, 1));
        foreach (
            var (kind, name) in ((KubeKind, string)[])
                [
                    (KubeKind.Kafka, _id),
                    (KubeKind.KafkaNodePool, $"{_id}-nodes"),
                    (KubeKind.NetworkPolicy, "default-deny"),
                    (KubeKind.ResourceQuota, "mothership"),
                ]
        )
            await region.Admin.DeleteAsync(kind, _environment, name, default);
        (await region.LeftOfAsync(_id)).ShouldContain(o => o.Kind == KubeKind.VolumeClaim);
        await region.SettleAsync();
        await region.AwaitReadyAsync(_id, 1);
    }

    [KubeFact]
    public async Task Note_DeletedByHand_IsTakenBackFromTheCluster()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        await region.ReadyAsync(Wish(3, 2));
        await region.Admin.DeleteAsync(KubeKind.ConfigMap, "mothership-system", _id, default);
        await KubeRegion.UntilAsync(
            () => "the note is still there",
            async () => await region.Operator.FindAsync(_id, default) is null
        );
        await region.SettleAsync();
        var seen = await region.AwaitReadyAsync(_id, 3);
        (seen.Config.Size, seen.Organization).ShouldBe((2, "org-one"));
    }

    [KubeFact]
    public async Task Namespace_StuckTerminating_IsToldAsBuilding_AndBlocksNobody()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        await region.ReadyAsync(Wish(1, 1));
        var stuck = KubeObject.New(KubeKind.ConfigMap, _environment, "stuck", []);
        ((JsonObject)stuck.Json["metadata"]!)["finalizers"] = new JsonArray("example.com/never");
        await region.Admin.ApplyAsync(stuck, default);
        await KubeRegion.UntilAsync(
            () => "the namespace is not on its way",
            async () =>
            {
                (await region.Operator.DeleteAsync(_id, 2, default)).ShouldBeFalse();
                return (await region.Admin.FindAsync(KubeKind.Namespace, null, _environment, default))!.IsDeleting;
            }
        );
        var seen = await region.Operator.FindAsync(_id, default);
        (seen!.State, seen.Message).ShouldBe((OperatedState.Building, "The cluster is being deleted."));
        var other = kube.Server.NewName("lkc");
        await region.ReadyAsync(Wishes.Cluster(other, environment: kube.Server.NewName("env")));

        JsonObject free = new() { ["metadata"] = new JsonObject { ["finalizers"] = null } };
        await region.Admin.MergeAsync(KubeKind.ConfigMap, _environment, "stuck", free, default);
        await region.DeleteAsync(_id, 2);
    }

    [KubeFact]
    public async Task TwoWorkers_AtOnce_BuildOneClusterAndTakeOneAway()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var other = region.NewWorker();
        await Task.WhenAll(
            Enumerable.Range(1, 6).Select(g => (g % 2 == 0 ? region.Operator : other).ApplyAsync(Wish(g, g), default))
        );
        await region.SettleAsync(other);
        var seen = await region.AwaitReadyAsync(_id, 6);
        seen.Config.Size.ShouldBe(6);
        await region.SettleAsync();
        await region.SettleAsync(other);
        await Task.WhenAll(
            region.Operator.DeleteAsync(_id, 7, default),
            other.DeleteAsync(_id, 7, default),
            other.ReconcileAsync(default)
        );
        await region.DeleteAsync(_id, 7);
        (await region.LeftOfAsync(_id)).ShouldBeEmpty();
    }

    [KubeFact]
    public async Task Corruption_AtRandom_ConvergesWithinThreePasses()
    {
        await using var region = await KubeRegion.StartAsync(kube.Server);
        var random = new Random(5);
        await region.ReadyAsync(Wish(1, 2));
        await region.SettleAsync();
        for (var round = 0; round < Counts.Of(10, 100); round++)
        {
            await CorruptAsync(region, random);
            for (var pass = 0; pass < 3; pass++)
            {
                await region.Operator.ReconcileAsync(default);
                await region.AwaitReadyAsync(_id, 1);
            }
            region.Faults.Forget();
            await region.Operator.ReconcileAsync(default);
            region.Faults.Writes.ShouldBeEmpty($"round {round}");
        }
    }

    private async Task CorruptAsync(KubeRegion region, Random random)
    {
        (KubeKind Kind, string Name)[] all =
        [
            (KubeKind.Kafka, _id),
            (KubeKind.KafkaNodePool, $"{_id}-nodes"),
            (KubeKind.KafkaUser, $"{_id}-admin"),
            (KubeKind.NetworkPolicy, $"{_id}-listeners"),
            (KubeKind.ResourceQuota, "mothership"),
            (KubeKind.LimitRange, "mothership"),
        ];
        var (kind, name) = all[random.Next(all.Length)];
        if (random.Next(2) == 0)
        {
            await region.Admin.DeleteAsync(kind, _environment, name, default);
            return;
        }
        JsonObject labels = new() { ["labels"] = new JsonObject { [KubeNames.Organization] = "somebody-else" } };
        await region.Admin.MergeAsync(kind, _environment, name, new() { ["metadata"] = labels }, default);
    }

    private DesiredCluster Wish(long generation, int size) =>
        Wishes.Cluster(_id, generation, size: size, environment: _environment);

    private static async Task HearsAsync(IAsyncEnumerator<string> feed, string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (await feed.MoveNextAsync().AsTask().WaitAsync(limit.Token))
            if (feed.Current == id)
                return;
    }

    private static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (OperatorException e) when (e.IsTransient)
        {
            // That is what the faults are for.
        }
    }
}
