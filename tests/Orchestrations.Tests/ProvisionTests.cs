using Microsoft.Extensions.Options;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Operations;
using Mothership.Orchestrations.Provisioning;
using Mothership.Orchestrations.Steps;
using Mothership.Orchestrations.Tests.Support;
using Mothership.Regions;

namespace Mothership.Orchestrations.Tests;

public sealed class ProvisionTests : IAsyncLifetime
{
    private Cloud _cloud = null!;

    public async Task InitializeAsync() => _cloud = await Cloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Create_AllWell_ClusterIsUsableBilledOnceAndTheStepsAreToldInOrder()
    {
        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        operation.Status.ShouldBe(OperationStatus.Succeeded);
        operation
            .Steps.Select(s => (s.Name, s.Status, s.Attempts))
            .ShouldBe(StepNames.PlanOf(OperationKind.ClusterCreate).Select(name => (name, StepStatus.Succeeded, 1)));
        operation.Steps.ShouldAllBe(s => s.StartedAt != null && s.EndedAt != null);
        var cluster = (await _cloud.FindAsync(operation.Cluster!.Value))!;
        (cluster.Phase, cluster.OpenOperation, cluster.Outbox.Count).ShouldBe((ClusterPhase.Provisioned, null, 0));
        cluster.BootstrapEndpoint.ShouldBe($"PLAINTEXT://{cluster.Id}.life-1:9092");
        var billed = (await _cloud.EventsAsync(cluster.Id)).ShouldHaveSingleItem();
        (billed.Kind, billed.PricePerSecond).ShouldBe((PriceEventKind.Created, 0.1m));
    }

    [Fact]
    public async Task Create_AllWell_TakesFewActivitiesAndNoTime()
    {
        await _cloud.FinishedAsync(await _cloud.CreateAsync());
        _cloud
            .Faults.Begun.Where(a => a.Key != "RepublishRegion" && !a.Key.Contains("Service"))
            .Sum(a => a.Value)
            .ShouldBeLessThanOrEqualTo(9);
        _cloud.Clock.GetUtcNow().ShouldBeLessThan(Cloud.Start.AddSeconds(10));
    }

    [Fact]
    public async Task Create_StartedTwice_IsOneOperation()
    {
        var operation = await _cloud.CreateAsync();
        await Launching.OperationLauncher.StartAsync(_cloud.Client, operation, default);
        await _cloud.FinishedAsync(operation);
        await Launching.OperationLauncher.StartAsync(_cloud.Client, operation, default);
        (await _cloud.EventsAsync(operation.Cluster!.Value)).Count.ShouldBe(1);
        _cloud.Faults.Begun[nameof(ActivateCluster)].ShouldBe(1);
    }

    [Theory]
    [CombinatorialFaults(
        nameof(PublishDesiredState),
        nameof(ObserveRegion),
        nameof(ActivateCluster),
        nameof(RecordBilling)
    )]
    public async Task Create_StepDisturbed_EndsAsIfNothingHadBeen(string activity, Mishap fault, int times)
    {
        _cloud.Faults.Plan(activity, fault, times);
        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        operation.Status.ShouldBe(OperationStatus.Succeeded);
        (await _cloud.EventsAsync(operation.Cluster!.Value))
            .ShouldHaveSingleItem()
            .Kind.ShouldBe(PriceEventKind.Created);
        (await _cloud.FindAsync(operation.Cluster!.Value))!.Outbox.ShouldBeEmpty();
        (await _cloud.Region.Operator.ListAsync(default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Create_BusAwayForLong_GoesOnTryingAndShowsIt()
    {
        _cloud.Bus.Failures = 8;
        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        operation.Status.ShouldBe(OperationStatus.Succeeded);
        operation.Steps[0].Attempts.ShouldBe(9);
        operation.Steps[0].Cause.ShouldBe("The message bus did not answer in time.");
    }

    [Fact]
    public async Task Create_RegionSilent_FailsClearlyAndLeavesNothing()
    {
        _cloud.Region.GoDown();
        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "region_timeout"));
        operation.FailureDetail!.ShouldContain("00:05:00");
        operation
            .Steps.Select(s => s.Status)
            .ShouldBe([
                StepStatus.Undone,
                StepStatus.Failed,
                StepStatus.Pending,
                StepStatus.Pending,
                StepStatus.Pending,
            ]);
        var cluster = (await _cloud.FindAsync(operation.Cluster!.Value))!;
        (cluster.Phase, cluster.Generation, cluster.OpenOperation).ShouldBe((ClusterPhase.Failed, 2, null));
        cluster.FailureCause.ShouldBe(operation.FailureDetail);
        (await _cloud.EventsAsync(cluster.Id)).ShouldBeEmpty();

        await _cloud.Region.ComeUpAsync();
        (await _cloud.Region.Operator.ListAsync(default)).ShouldBeEmpty();
        var last = ClusterCommandCodec.Decode(_cloud.Bus.On(Topics.Commands)[^1]).Value!;
        (last.Generation, last.Deleted).ShouldBe((2, true));
    }

    [Fact]
    public async Task Create_RegionRefuses_FailsWithItsReason()
    {
        _cloud.Region.Operator.Refusal = _ => new OperatorException("region_full", "No place left.", false);
        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "region_full"));
        operation.FailureDetail.ShouldBe("Region aws/us-west-2 reports: No place left.");
        (await _cloud.FindAsync(operation.Cluster!.Value))!.Phase.ShouldBe(ClusterPhase.Failed);
    }

    [Theory]
    [CombinatorialFaults(nameof(WithdrawCreation), nameof(FinishOperation))]
    public async Task Create_UndoDisturbed_StillLeavesNothing(string activity, Mishap fault, int times)
    {
        _cloud.Faults.Plan(activity, fault, times);
        _cloud.Region.Operator.Refusal = _ => new OperatorException("region_full", "No place left.", false);
        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "region_full"));
        var cluster = (await _cloud.FindAsync(operation.Cluster!.Value))!;
        (cluster.Phase, cluster.Generation).ShouldBe((ClusterPhase.Failed, 2));
        (await _cloud.EventsAsync(cluster.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_NotOnSaleAnyMore_FailsAndIsTakenAwayAgain()
    {
        _cloud.Prices.IsEmpty = true;
        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "price_missing"));
        await _cloud.UntilAsync(
            async () => (await _cloud.Region.Operator.ListAsync(default)).Count == 0,
            () => Task.FromResult("the region still has the cluster")
        );
    }

    [Fact]
    public async Task Create_RegionAwayForAWhile_SucceedsWhenItIsBack()
    {
        _cloud.Region.GoDown();
        var operation = await _cloud.CreateAsync();
        await _cloud.UntilAsync(
            () => Task.FromResult(_cloud.Bus.On(Topics.Commands).Count >= 3),
            () => Task.FromResult($"{_cloud.Bus.On(Topics.Commands).Count} commands")
        );
        await _cloud.Region.ComeUpAsync();
        operation = await _cloud.FinishedAsync(operation);
        operation.Status.ShouldBe(OperationStatus.Succeeded);
        operation.Steps.Single(s => s.Name == StepNames.AwaitRegion).Attempts.ShouldBeGreaterThanOrEqualTo(2);
        (await _cloud.EventsAsync(operation.Cluster!.Value)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Create_AllEventsLost_FinishesAnIntervalLater(bool failing)
    {
        (_cloud.Client.LosesEvents, _cloud.Client.FailsEvents) = (!failing, failing);
        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        operation.Status.ShouldBe(OperationStatus.Succeeded);
        // Only the interval woke it, and it did before the region counted as silent.
        var interval = _cloud.Get<IOptions<ProvisioningOptions>>().Value.RepublishInterval;
        (operation.CompletedAt - operation.CreatedAt)!.Value.ShouldBeGreaterThanOrEqualTo(interval);
    }

    [Fact]
    public async Task Create_FirstCommandsAndReportsLost_SucceedsBySayingItAgain()
    {
        var lost = 0;
        _cloud.Bus.Loses = r => r.Topic is Topics.Commands or Topics.Reports && lost++ < 3;
        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        operation.Status.ShouldBe(OperationStatus.Succeeded);
        lost.ShouldBeGreaterThanOrEqualTo(3);
    }
}
