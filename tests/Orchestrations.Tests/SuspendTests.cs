using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Orchestrations.Standing;
using Mothership.Orchestrations.Steps;
using Mothership.Orchestrations.Suspending;
using Mothership.Orchestrations.Tests.Support;
using Mothership.Regions;

namespace Mothership.Orchestrations.Tests;

public sealed class SuspendTests : IAsyncLifetime
{
    private Cloud _cloud = null!;

    public async Task InitializeAsync() => _cloud = await Cloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Suspend_ThenResume_CostsNothingFromTheOneConfirmationToTheOther()
    {
        var id = await _cloud.ProvisionedAsync();
        (await _cloud.FinishedAsync(await _cloud.SuspendAsync(id))).Status.ShouldBe(OperationStatus.Succeeded);
        var suspended = (await _cloud.FindAsync(id))!;
        (suspended.Phase, suspended.OpenOperation).ShouldBe((ClusterPhase.Provisioned, null));
        (await OperatedAsync(id)).Suspended.ShouldBeTrue();
        _cloud.Clock.Advance(TimeSpan.FromHours(5));
        _cloud.Prices.Factor = 2m;

        (await _cloud.FinishedAsync(await _cloud.ResumeAsync(id))).Status.ShouldBe(OperationStatus.Succeeded);

        (await OperatedAsync(id)).Suspended.ShouldBeFalse();
        var events = await _cloud.EventsAsync(id);
        events
            .Select(e => (e.Kind, e.PricePerSecond))
            .ShouldBe([(PriceEventKind.Created, 0.1m), (PriceEventKind.Suspended, 0m), (PriceEventKind.Resumed, 0.2m)]);
        events[1].EffectiveAt.ShouldBe(suspended.SuspendedAt!.Value);
    }

    [Theory]
    [CombinatorialFaults(
        nameof(PublishDesiredState),
        nameof(ObserveRegion),
        nameof(ConfirmSuspension),
        nameof(ConfirmResume),
        nameof(RecordBilling)
    )]
    public async Task SuspendAndResume_StepDisturbed_EndAsIfNothingHadBeen(string activity, Mishap fault, int times)
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Faults.Plan(activity, fault, times);
        (await _cloud.FinishedAsync(await _cloud.SuspendAsync(id))).Status.ShouldBe(OperationStatus.Succeeded);
        (await _cloud.FinishedAsync(await _cloud.ResumeAsync(id))).Status.ShouldBe(OperationStatus.Succeeded);
        (await KindsAsync(id)).ShouldBe([PriceEventKind.Created, PriceEventKind.Suspended, PriceEventKind.Resumed]);
    }

    [Fact]
    public async Task Suspend_RegionSilent_IsBilledOnAndCanBeAskedForAgain()
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Region.GoDown();
        var operation = await _cloud.FinishedAsync(await _cloud.SuspendAsync(id));
        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "region_timeout"));
        var cluster = (await _cloud.FindAsync(id))!;
        (cluster.Suspension, cluster.SuspendedAt, cluster.OpenOperation).ShouldBe((null, null, null));
        (await KindsAsync(id)).ShouldBe([PriceEventKind.Created]);

        await _cloud.Region.ComeUpAsync();
        (await _cloud.FinishedAsync(await _cloud.SuspendAsync(id))).Status.ShouldBe(OperationStatus.Succeeded);
        (await KindsAsync(id)).ShouldBe([PriceEventKind.Created, PriceEventKind.Suspended]);
    }

    [Fact]
    public async Task Resume_RegionSilent_StaysSuspendedAndFree()
    {
        var id = await _cloud.ProvisionedAsync();
        await _cloud.FinishedAsync(await _cloud.SuspendAsync(id));
        _cloud.Region.GoDown();
        var operation = await _cloud.FinishedAsync(await _cloud.ResumeAsync(id));
        operation.Status.ShouldBe(OperationStatus.Failed);
        var cluster = (await _cloud.FindAsync(id))!;
        cluster.Suspension.ShouldNotBeNull();
        cluster.SuspendedAt.ShouldNotBeNull();
        (await KindsAsync(id)).ShouldBe([PriceEventKind.Created, PriceEventKind.Suspended]);
    }

    [Fact]
    public async Task Delete_WhileSuspending_Wins()
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Region.GoDown();
        var suspending = await _cloud.SuspendAsync(id);
        var deleting = await _cloud.DeleteAsync(id);
        await _cloud.Region.ComeUpAsync();

        (await _cloud.FinishedAsync(deleting)).Status.ShouldBe(OperationStatus.Succeeded);
        (await _cloud.FinishedAsync(suspending)).Status.ShouldBe(OperationStatus.Superseded);
        (await KindsAsync(id)).ShouldBe([PriceEventKind.Created, PriceEventKind.Deleted]);
    }

    [Fact]
    public async Task Resize_OfASuspendedCluster_IsRefused()
    {
        var id = await _cloud.ProvisionedAsync();
        await _cloud.FinishedAsync(await _cloud.SuspendAsync(id));

        var refusal = await Should.ThrowAsync<MothershipException>(() => _cloud.ResizeAsync(id, 3));

        refusal.Faults.Single().Code.ShouldBe("cluster_suspended");
    }

    [Fact]
    public async Task Holds_PlacedRaisedAndReleased_AreWhatClustersComeTo()
    {
        var (first, second) = (await _cloud.ProvisionedAsync(), await _cloud.ProvisionedAsync());

        await HoldAsync(HoldLevel.Suspend);
        await UntilAsync(first, c => c is { SuspendedAt: not null, Suspension.Reason: "Overdue." });
        await UntilAsync(second, c => c is { SuspendedAt: not null });

        await Holds.ReleaseAsync(_cloud.Scope, "dunning-1", default);
        await EnforceAsync();
        await UntilAsync(first, c => c is { SuspendedAt: null, OpenOperation: null });
        await UntilAsync(second, c => c is { SuspendedAt: null, OpenOperation: null });
        await UnwatchedAsync();

        await HoldAsync(HoldLevel.Terminate);
        await UntilAsync(first, c => c is null);
        await UntilAsync(second, c => c is null);
        (await KindsAsync(first)).ShouldBe([
            PriceEventKind.Created,
            PriceEventKind.Suspended,
            PriceEventKind.Resumed,
            PriceEventKind.Deleted,
        ]);
    }

    [Theory]
    [CombinatorialFaults(nameof(EnforceHolds))]
    public async Task Enforcement_Disturbed_StillSuspends(string activity, Mishap fault, int times)
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Faults.Plan(activity, fault, times);
        await HoldAsync(HoldLevel.Suspend);
        await UntilAsync(id, c => c is { SuspendedAt: not null, OpenOperation: null });
        (await KindsAsync(id)).ShouldBe([PriceEventKind.Created, PriceEventKind.Suspended]);
    }

    [Fact]
    public async Task Enforcement_OfAHoldThatIsReleasedAtTheLastLook_BeginsAnew()
    {
        var id = await _cloud.ProvisionedAsync();
        var isReleased = false;
        _cloud.Faults.AtResult = async (activity, result) =>
        {
            if (isReleased || activity != nameof(EnforceHolds) || result is not 0)
                return;
            isReleased = true;
            await Holds.ReleaseAsync(_cloud.Scope, "dunning-1", default);
            await HoldEnforcement.StartAsync(_cloud.Client, _cloud.Scope.Organization, default);
        };
        await HoldAsync(HoldLevel.Suspend);
        await _cloud.UntilAsync(
            async () => (await KindsAsync(id)).Contains(PriceEventKind.Resumed),
            async () => $"{await _cloud.FindAsync(id)}, {(isReleased ? "" : "not ")}released"
        );
    }

    [Fact]
    public async Task Enforcement_OfAClusterThatIsStillCreated_WaitsForItAndSuspendsIt()
    {
        _cloud.Region.GoDown();
        var creating = await _cloud.CreateAsync();
        await HoldAsync(HoldLevel.Suspend);
        await _cloud.Region.ComeUpAsync();

        await UntilAsync(creating.Cluster!.Value, c => c is { SuspendedAt: not null });
    }

    private IHoldStore Holds => _cloud.Get<IHoldStore>();

    private async Task HoldAsync(HoldLevel level)
    {
        await Holds.PlaceAsync(_cloud.Scope, new("dunning-1", level, null, "Overdue.", Cloud.Start), default);
        await EnforceAsync();
    }

    private Task EnforceAsync() => HoldEnforcement.StartAllAsync(_cloud.Client, Holds, default);

    // As the timer does: the change may have come when the enforcement was about to end.
    private Task UntilAsync(ClusterId id, Func<Cluster?, bool> condition) =>
        _cloud.UntilAsync(
            async () =>
            {
                await EnforceAsync();
                var cluster = await _cloud.FindAsync(id);
                return condition(cluster) && cluster is not { Outbox.Count: > 0 };
            },
            async () => $"{await _cloud.FindAsync(id)}"
        );

    private Task UnwatchedAsync() =>
        _cloud.UntilAsync(
            async () =>
            {
                await EnforceAsync();
                return !await Holds.WatchedAsync(default).AnyAsync();
            },
            () => Task.FromResult("the organisation is still watched")
        );

    private async Task<OperatedCluster> OperatedAsync(ClusterId id) =>
        (await _cloud.Region.Operator.FindAsync(id.Value, default))!;

    private async Task<List<PriceEventKind>> KindsAsync(ClusterId id) =>
        [.. (await _cloud.EventsAsync(id)).Select(e => e.Kind)];
}
