using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Reconcile;
using Mothership.Orchestrations.Tests.Support;

namespace Mothership.Orchestrations.Tests;

public sealed class FleetTests : IAsyncLifetime
{
    private Cloud _cloud = null!;

    public async Task InitializeAsync() => _cloud = await Cloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Region_BeginsANewLife_GetsItsClustersBackWithNewAddresses()
    {
        var first = await _cloud.ProvisionedAsync();
        var second = await _cloud.ProvisionedAsync();
        await _cloud.Region.StartAsync();
        foreach (var id in new[] { first, second })
            await _cloud.UntilAsync(
                async () => (await _cloud.FindAsync(id))!.BootstrapEndpoint == $"PLAINTEXT://{id}.life-2:9092",
                async () => $"{await _cloud.FindAsync(id)}"
            );
        (await _cloud.EventsAsync(first)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Region_FirstHeartbeat_RegistersItAndLaterOnesRefreshIt()
    {
        var regions = _cloud.Get<IRegionStore>();
        await _cloud.UntilAsync(
            async () => await regions.FindAsync(Cloud.Here, default) is not null,
            () => Task.FromResult("the region is not known")
        );
        var status = (await regions.FindAsync(Cloud.Here, default))!;
        (status.Operator, status.Capacity.ClustersMax).ShouldBe(("memory", 100));
        status.FirstSeenAt.ShouldBe(Cloud.Start);
    }

    [Fact]
    public async Task Report_OfAnotherRegionsCluster_GoesToTheDeadLetters()
    {
        var id = await _cloud.ProvisionedAsync();
        await ReportAsync(id, RegionId.Of("gcp", "europe-west1"), 1, ObservedState.Ready);
        await DeadLetterAsync("wrong_region");
        (await _cloud.FindAsync(id))!.BootstrapEndpoint.ShouldBe($"PLAINTEXT://{id}.life-1:9092");
    }

    [Fact]
    public async Task Report_OfAClusterThatDoesNotExist_GoesToTheDeadLettersUnlessItIsGone()
    {
        await ReportAsync(new ClusterId("lkc-none"), Cloud.Here, 3, ObservedState.Gone);
        await ReportAsync(new ClusterId("lkc-none"), Cloud.Here, 1, ObservedState.Ready);
        await DeadLetterAsync("unknown_cluster");
        _cloud.Bus.On(Topics.DeadLetters).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Report_CutInHalf_GoesToTheDeadLetters()
    {
        var message = RegionReportCodec.Encode(Report(new ClusterId("lkc-none"), Cloud.Here, 1, ObservedState.Gone));
        await _cloud.Bus.PublishAsync(message with { Value = message.Value![..20] }, default);
        await DeadLetterAsync("invalid_protobuf");
    }

    [Fact]
    public async Task Reconcile_OperationNeverStarted_StartsIt()
    {
        var decision = ClusterDecider.Create(await NewClusterAsync());
        await _cloud.Get<IClusterStore>().CreateAsync(_cloud.Scope, decision, new ClusterQuota(9, 9), default);
        (await _cloud.Get<Reconciler>().RunAsync(_cloud.Client, default)).ShouldBe(1);
        (await _cloud.FinishedAsync(decision.Started!)).Status.ShouldBe(OperationStatus.Succeeded);
    }

    [Theory]
    [InlineData(OperationKind.ClusterCreate)]
    [InlineData(OperationKind.ClusterUpdate)]
    [InlineData(OperationKind.ClusterDelete)]
    public async Task Reconcile_OrchestrationDied_EndsTheOperationWithAClearFailure(OperationKind kind)
    {
        var id = kind == OperationKind.ClusterCreate ? default : await _cloud.ProvisionedAsync();
        _cloud.Region.GoDown();
        var open = kind switch
        {
            OperationKind.ClusterCreate => await _cloud.CreateAsync(),
            OperationKind.ClusterUpdate => await _cloud.ResizeAsync(id, 3),
            _ => await _cloud.DeleteAsync(id),
        };
        await _cloud.Client.WaitForInstanceStartAsync(open.Id.Value);
        await _cloud.Client.TerminateInstanceAsync(open.Id.Value);
        await _cloud.Client.WaitForInstanceCompletionAsync(open.Id.Value);

        await _cloud.Get<Reconciler>().RunAsync(_cloud.Client, default);
        var ended = await _cloud.FindAsync(open.Id);
        (ended.Status, ended.FailureCode).ShouldBe((OperationStatus.Failed, "orchestration_failed"));
        (await _cloud.FindAsync(open.Cluster!.Value))!.OpenOperation.ShouldBeNull();
        (await _cloud.Get<Reconciler>().RunAsync(_cloud.Client, default)).ShouldBe(0);
    }

    [Fact]
    public async Task Reconcile_NothingAmiss_DoesNothing()
    {
        await _cloud.ProvisionedAsync();
        (await _cloud.Get<Reconciler>().RunAsync(_cloud.Client, default)).ShouldBe(0);
    }

    [Fact]
    public async Task Sweep_WithdrawalLost_TellsTheRegionAgain()
    {
        _cloud.Region.GoDown();
        _cloud.Bus.Loses = r => r.Topic == Topics.Commands && ClusterCommandCodec.Decode(r).Value is { Deleted: true };
        var create = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        create.Status.ShouldBe(OperationStatus.Failed);
        await _cloud.Region.ComeUpAsync();
        (await _cloud.Region.Operator.ListAsync(default)).Count.ShouldBe(1);

        _cloud.Bus.Loses = static _ => false;
        await _cloud.Get<Sweeper>().RunAsync(default);
        await _cloud.UntilAsync(
            async () => (await _cloud.Region.Operator.ListAsync(default)).Count == 0,
            () => Task.FromResult("the region still has the cluster")
        );
    }

    private async Task<Cluster> NewClusterAsync()
    {
        var other = (await _cloud.FindAsync(await _cloud.ProvisionedAsync()))!;
        return new Cluster
        {
            Id = ClusterId.New(_cloud.Get<IIdSource>()),
            Organization = other.Organization,
            Environment = other.Environment,
            DisplayName = "another",
            Region = other.Region,
            Availability = other.Availability,
            Config = other.Config,
            CreatedAt = other.UpdatedAt,
            UpdatedAt = other.UpdatedAt,
            Actor = other.Actor,
        };
    }

    private Task ReportAsync(ClusterId id, RegionId region, long generation, ObservedState state) =>
        _cloud.Bus.PublishAsync(RegionReportCodec.Encode(Report(id, region, generation, state)), default);

    private RegionReport Report(ClusterId id, RegionId region, long generation, ObservedState state)
    {
        var endpoints = state == ObservedState.Ready ? new ClusterEndpoints("PLAINTEXT://evil:9092", null) : null;
        var now = _cloud.Clock.GetUtcNow();
        return new(_cloud.Scope.Organization, region, new(id, generation, state, endpoints, null, null, "inc-x", now));
    }

    private Task DeadLetterAsync(string reason) =>
        _cloud.UntilAsync(
            () =>
                Task.FromResult(
                    _cloud.Bus.On(Topics.DeadLetters).Any(r => r.Header(BusHeaders.DeadReason)!.StartsWith(reason))
                ),
            () => Task.FromResult($"there is no dead letter because of {reason}")
        );
}
