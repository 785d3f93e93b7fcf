using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Placing;
using Mothership.Orchestrations.Reconcile;
using Mothership.Orchestrations.Tests.Support;

namespace Mothership.Orchestrations.Tests.Placing;

/// <summary>Regions whose room changes under the clusters that are there.</summary>
public sealed class StormTests : IAsyncLifetime
{
    private static readonly PoolCapacity _a = new("k8s-a", 10, 0, 20, 0, true);
    private static readonly PoolCapacity _b = new("k8s-b", 10, 0, 10, 0, true);
    private Cloud _cloud = null!;

    public async Task InitializeAsync() => _cloud = await Cloud.StartAsync(new() { Pools = [_a, _b] });

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Pool_GoneFromHeartbeats_ItsClustersStayAndNothingNewComes()
    {
        var id = await CreateAsync(2, "k8s-a");
        await HeardAsync(_b);

        var other = await CreateAsync(2, "k8s-b");
        var considered = (await HeldAsync(other))!.Considered;
        considered.Select(c => (c.Pool, c.Finding)).ShouldContain(("k8s-a", PoolFinding.NotReported));
        (await RefusedAsync(() => _cloud.ResizeAsync(id, 3))).ShouldBe(RegionFull.Code);
        (await _cloud.FindAsync(id))!.Phase.ShouldBe(ClusterPhase.Provisioned);
        (await FinishedAsync(_cloud.ResizeAsync(id, 1))).ShouldBe(OperationStatus.Succeeded);
        (await FinishedAsync(_cloud.DeleteAsync(id))).ShouldBe(OperationStatus.Succeeded);
        await CleanSlate.ReachedAsync(_cloud);
    }

    [Fact]
    public async Task Capacity_ShrunkBelowWhatIsUsed_EvictsNobodyAndTakesNothingNew()
    {
        var first = await CreateAsync(8, "k8s-a");
        var second = await CreateAsync(8, "k8s-b");
        await HeardAsync(_a with { UnitsMax = 5, ClustersMax = 1 }, _b with { UnitsMax = 0 });

        (await RefusedAsync(() => _cloud.CreateAsync())).ShouldBe(RegionFull.Code);
        (await RefusedAsync(() => _cloud.ResizeAsync(first, 9))).ShouldBe(RegionFull.Code);
        foreach (var id in new[] { first, second })
            (await _cloud.FindAsync(id))!.Phase.ShouldBe(ClusterPhase.Provisioned);
        (await FinishedAsync(_cloud.ResizeAsync(first, 2))).ShouldBe(OperationStatus.Succeeded);
        (await HeldAsync(first))!.Units.ShouldBe(2);
        await CleanSlate.ReachedAsync(_cloud);
    }

    [Fact]
    public async Task Pool_FoundFull_IsLeftOnceForAllUntilALaterHeartbeatShowsRoom()
    {
        var asked = 0;
        _cloud.Region.Operator.Refusal = d =>
        {
            if (d.Pool != "k8s-a")
                return null;
            asked++;
            return new("region_full", "No place left.", false);
        };
        var moved = await CreateAsync(2, "k8s-b");
        asked.ShouldBe(1);
        var held = (await HeldAsync(moved))!;
        held.Moves.Select(m => (m.From, m.To)).ShouldBe([("k8s-a", "k8s-b")]);
        held.Moves[0].Reason.ShouldContain("No place left.");
        var cluster = (await _cloud.FindAsync(moved))!;
        (cluster.Generation, cluster.Pool).ShouldBe((2, "k8s-b"));
        Commands(moved).ShouldBe([(1, "k8s-a"), (2, "k8s-b")]);

        // The next one does not try it again; a heartbeat that shows no room changes nothing, one that does, all.
        await CreateAsync(2, "k8s-b");
        await HeardAsync(_a with { UnitsUsed = 20 }, _b);
        await CreateAsync(2, "k8s-b");
        asked.ShouldBe(1);
        _cloud.Region.Operator.Refusal = static _ => null;
        await HeardAsync(_a, _b);
        await CreateAsync(2, "k8s-a");
        await CleanSlate.ReachedAsync(_cloud);
    }

    [Fact]
    public async Task Create_ReservedAndNeverWritten_IsGivenBackOnceTheClaimIsOld()
    {
        var placer = _cloud.Get<Placer>();
        var sweeper = _cloud.Get<Sweeper>();
        var lost = _cloud.NewCluster(ClusterKind.Basic, 5);
        await placer.PlaceAsync(await _cloud.RegionAsync(), lost, default);

        await sweeper.RunAsync(default);
        (await HeldAsync(lost.Id)).ShouldNotBeNull("its request may be about to write the cluster");

        _cloud.Clock.Advance(Reservations.Grace);
        await sweeper.RunAsync(default);
        (await HeldAsync(lost.Id)).ShouldBeNull();
        await CleanSlate.ReachedAsync(_cloud);
    }

    [Fact]
    public async Task Cluster_WithoutAReservation_GetsOneEvenWhereThereIsNoRoom()
    {
        var id = await CreateAsync(2, "k8s-a");
        await _cloud.Get<Placer>().ReleaseAsync((await _cloud.FindAsync(id))!, default);
        await HeardAsync(_a with { UnitsMax = 0 }, _b);

        await _cloud.Get<Sweeper>().RunAsync(default);

        (await HeldAsync(id))!.Units.ShouldBe(2);
        await CleanSlate.ReachedAsync(_cloud);
    }

    private async Task<ClusterId> CreateAsync(int size, string pool)
    {
        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync(size: size));
        operation.Status.ShouldBe(OperationStatus.Succeeded);
        var cluster = (await _cloud.FindAsync(operation.Cluster!.Value))!;
        cluster.Pool.ShouldBe(pool);
        return cluster.Id;
    }

    private async Task HeardAsync(params PoolCapacity[] pools)
    {
        _cloud.Region.Operator.Pools = pools;
        _cloud.Clock.Advance(TimeSpan.FromSeconds(10));
        var now = _cloud.Clock.GetUtcNow();
        await _cloud.Region.BeatAsync();
        await _cloud.UntilAsync(
            async () => (await _cloud.RegionAsync()).LastHeartbeatAt >= now,
            () => Task.FromResult("the heartbeat was not taken")
        );
    }

    private async Task<OperationStatus> FinishedAsync(Task<Operation> asked) =>
        (await _cloud.FinishedAsync(await asked)).Status;

    private static async Task<string> RefusedAsync(Func<Task<Operation>> ask) =>
        (await Should.ThrowAsync<MothershipException>(ask)).Faults[0].Code;

    private async Task<Reservation?> HeldAsync(ClusterId id) =>
        (await _cloud.Get<IReservationStore>().FindAsync(Cloud.Here, id, default))?.Value;

    private List<(long, string)> Commands(ClusterId id) =>
        [
            .. _cloud
                .Bus.On(Topics.Commands)
                .Select(r => ClusterCommandCodec.Decode(r).Value)
                .OfType<ClusterCommand>()
                .Where(c => c.Cluster == id)
                .Select(c => (c.Generation, c.Pool))
                .Distinct(),
        ];
}
