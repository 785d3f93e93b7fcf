using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Around;
using Mothership.Orchestrations.Reconcile;
using Mothership.Orchestrations.Steps;
using Mothership.Orchestrations.Tests.Support;
using Mothership.Regions;

namespace Mothership.Orchestrations.Tests;

/// <summary>What comes, stops and goes with a cluster.</summary>
public sealed class ServicesOfClusterTests : IAsyncLifetime
{
    private Cloud _cloud = null!;

    private ServiceId Registry => ServiceIds.OfRegistry(_cloud.Environment);

    public async Task InitializeAsync()
    {
        _cloud = await Cloud.StartAsync();
        _cloud.Prices.AddOn = 0.01m;
    }

    public Task DisposeAsync() => _cloud.DisposeAsync().AsTask();

    [Theory]
    [CombinatorialFaults(nameof(BringRegistry))]
    public async Task Create_FirstClusterOfAnEnvironment_BringsItsRegistryOnce(string activity, Mishap fault, int times)
    {
        _cloud.Faults.Plan(activity, fault, times);

        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        var another = await _cloud.FinishedAsync(await _cloud.CreateAsync());

        (operation.Status, another.Status).ShouldBe((OperationStatus.Succeeded, OperationStatus.Succeeded));
        await ReadyAsync(Registry);
        (await ServicesAsync()).ShouldHaveSingleItem().Id.ShouldBe(Registry);
        (await _cloud.EventsAsync(Registry)).ShouldHaveSingleItem().Plan.ShouldBe("schema_registry");
    }

    [Fact]
    public async Task Create_TwoFirstClustersAtOnce_BringOneRegistry()
    {
        var first = await _cloud.CreateAsync();
        var second = await _cloud.CreateAsync();
        await _cloud.FinishedAsync(first);
        await _cloud.FinishedAsync(second);

        await ReadyAsync(Registry);

        (await ServicesAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Create_WhereARegistryCannotRun_TheClusterIsFine()
    {
        _cloud.Region.Services.Refusal = _ => new OperatorException("not_available", "Not here.", isTransient: false);

        var operation = await _cloud.FinishedAsync(await _cloud.CreateAsync());

        operation.Status.ShouldBe(OperationStatus.Succeeded);
        await _cloud.UntilAsync(Registry, s => s is { Phase: ClusterPhase.Failed, OpenOperation: null });
        (await _cloud.FindAsync(Registry))!.FailureCause!.ShouldContain("Not here.");
        (await _cloud.EventsAsync(Registry)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Registry_ThatFailed_IsTriedAgainAfterAWhile_AndIsThereOnceItCanRun()
    {
        _cloud.Region.Services.Refusal = _ => new OperatorException("not_available", "Not here.", isTransient: false);
        await _cloud.ProvisionedAsync();
        await _cloud.UntilAsync(Registry, s => s is { Phase: ClusterPhase.Failed, OpenOperation: null });
        var observations = _cloud.Get<IServiceObservationStore>();
        await _cloud.UntilAsync(
            async () => await observations.FindAsync(_cloud.Scope, Registry, default) is { State: ObservedState.Gone },
            () => Task.FromResult("the region does not say that the registry is gone")
        );

        _cloud.Region.Services.Refusal = _ => null;
        _cloud.Clock.Advance(TimeSpan.FromMinutes(11));
        await SweepAsync();

        await ReadyAsync(Registry);
        (await _cloud.FindAsync(Registry))!.FailureCause.ShouldBeNull();
        (await _cloud.EventsAsync(Registry)).ShouldHaveSingleItem().Kind.ShouldBe(PriceEventKind.Created);
    }

    private async Task SweepAsync()
    {
        await _cloud.Get<Sweeper>().RunAsync(default);
        await _cloud.Get<Reconciler>().RunAsync(_cloud.Client, default);
    }

    [Theory]
    [CombinatorialFaults(nameof(RetireServices))]
    public async Task Delete_ClusterWithServices_EndsTheirCostAtItsRequestAndIsOverWhenTheyAre(
        string activity,
        Mishap fault,
        int times
    )
    {
        var cluster = await _cloud.ProvisionedAsync();
        await ReadyAsync(Registry);
        var service = (await _cloud.FinishedAsync(await _cloud.CreateServiceAsync(cluster))).Service!.Value;
        var asked = _cloud.Clock.GetUtcNow();
        _cloud.Faults.Plan(activity, fault, times);

        var operation = await _cloud.FinishedAsync(await _cloud.DeleteAsync(cluster));

        operation.Status.ShouldBe(OperationStatus.Succeeded);
        (await _cloud.FindAsync(service)).ShouldBeNull();
        await _cloud.UntilAsync(Registry, s => s is null);
        foreach (var id in new[] { service, Registry })
        {
            var last = (await _cloud.EventsAsync(id))[^1];
            (last.Kind, last.EffectiveAt).ShouldBe((PriceEventKind.Deleted, asked));
        }
        _cloud.Region.Services.Present.ShouldBeEmpty();
        (await ServicesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_ClusterWhoseServiceDoesNotGo_WaitsAndFailsClearlyAndIsCompletedLater()
    {
        var cluster = await _cloud.ProvisionedAsync();
        var service = (await _cloud.FinishedAsync(await _cloud.CreateServiceAsync(cluster))).Service!.Value;
        _cloud.Region.Services.Goes = id => id != service.Value;

        var operation = await _cloud.FinishedAsync(await _cloud.DeleteAsync(cluster));

        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "region_timeout"));
        (await _cloud.FindAsync(cluster)).ShouldNotBeNull();
        await _cloud.UntilAsync(service, s => s is { OpenOperation: null });
        _cloud.Region.Services.Goes = _ => true;
        await _cloud.UntilAsync(
            async () =>
            {
                await _cloud.Get<Sweeper>().RunAsync(default);
                return await _cloud.FindAsync(cluster) is null;
            },
            async () => $"{await _cloud.FindAsync(cluster)}, {await _cloud.FindAsync(service)}"
        );
        (await _cloud.FindAsync(service)).ShouldBeNull();
    }

    [Fact]
    public async Task Delete_OneOfTwoClusters_KeepsTheRegistryAndTheNextLifeIsAnother()
    {
        var (first, second) = (await _cloud.ProvisionedAsync(), await _cloud.ProvisionedAsync());
        await ReadyAsync(Registry);

        await _cloud.FinishedAsync(await _cloud.DeleteAsync(first));
        (await _cloud.FindAsync(Registry))!.IsDeleting.ShouldBeFalse();
        await _cloud.FinishedAsync(await _cloud.DeleteAsync(second));
        await _cloud.UntilAsync(Registry, s => s is null);

        await _cloud.ProvisionedAsync();
        await ReadyAsync(ServiceIds.OfRegistry(_cloud.Environment, life: 2));
        (await ServicesAsync()).ShouldHaveSingleItem();
    }

    [Theory]
    [CombinatorialFaults(nameof(CarryServices))]
    public async Task SuspendAndResume_OfACluster_CarryItsServicesAlong(string activity, Mishap fault, int times)
    {
        var cluster = await _cloud.ProvisionedAsync();
        await ReadyAsync(Registry);
        var service = (await _cloud.FinishedAsync(await _cloud.CreateServiceAsync(cluster))).Service!.Value;
        _cloud.Faults.Plan(activity, fault, times);

        await _cloud.FinishedAsync(await _cloud.SuspendAsync(cluster));
        await _cloud.UntilAsync(service, s => s is { IsOff: true, OpenOperation: null });
        await _cloud.UntilAsync(Registry, s => s is { IsOff: true, OpenOperation: null });
        _cloud.Region.Services.Present.ShouldAllBe(s => s.RunState == ServiceRunState.Suspended);
        await _cloud.FinishedAsync(await _cloud.ResumeAsync(cluster));
        await _cloud.UntilAsync(service, s => s is { IsOff: false, OpenOperation: null });
        await _cloud.UntilAsync(Registry, s => s is { IsOff: false, OpenOperation: null });

        PriceEventKind[] expected = [PriceEventKind.Created, PriceEventKind.Suspended, PriceEventKind.Resumed];
        await _cloud.UntilAsync(
            async () =>
                (await _cloud.EventsAsync(service)).Count == 3 && (await _cloud.EventsAsync(Registry)).Count == 3,
            async () => $"{(await _cloud.EventsAsync(service)).Count} events"
        );
        (await _cloud.EventsAsync(service)).Select(e => e.Kind).ShouldBe(expected);
    }

    [Fact]
    public async Task Sweep_AServiceThatMissedTheSuspension_FollowsItsCluster()
    {
        var cluster = await _cloud.ProvisionedAsync();
        _cloud.Region.Services.IsReady = desired => desired.Kind != ServiceKind.Connector;
        var creation = await _cloud.CreateServiceAsync(cluster);
        // It is still being built when its cluster is suspended.
        await _cloud.FinishedAsync(await _cloud.SuspendAsync(cluster));
        _cloud.Region.Services.IsReady = _ => true;
        await _cloud.FinishedAsync(creation);

        await _cloud.UntilAsync(
            async () =>
            {
                await _cloud.Get<Sweeper>().RunAsync(default);
                await _cloud.Get<Reconciler>().RunAsync(_cloud.Client, default);
                return (await _cloud.FindAsync(creation.Service!.Value))!.IsOff;
            },
            async () => $"{await _cloud.FindAsync(creation.Service!.Value)}"
        );
    }

    [Fact]
    public async Task Resync_OfARegionThatLostItsMemory_BringsItsServicesBack()
    {
        var cluster = await _cloud.ProvisionedAsync();
        await ReadyAsync(Registry);
        await _cloud.FinishedAsync(await _cloud.CreateServiceAsync(cluster));

        await _cloud.Region.StartAsync();

        await _cloud.UntilAsync(
            () => Task.FromResult(_cloud.Region.Services.Present.Count == 2),
            () => Task.FromResult($"the region has {_cloud.Region.Services.Present.Count}")
        );
    }

    [Fact]
    public async Task Reconcile_AnOrchestrationThatDied_IsUndoneAndEnded()
    {
        var cluster = await _cloud.ProvisionedAsync();
        _cloud.Region.Services.IsReady = desired => desired.Kind != ServiceKind.Connector;
        var operation = await _cloud.CreateServiceAsync(cluster);
        await _cloud.UntilAsync(
            async () => (await _cloud.FindAsync(operation.Id)).Steps.Any(s => s.Name == StepNames.AwaitRegion),
            async () => $"{await _cloud.FindAsync(operation.Id)}"
        );
        await _cloud.Client.TerminateInstanceAsync(operation.Id.Value);
        await _cloud.EndedAsync(operation);

        await _cloud.Get<Reconciler>().RunAsync(_cloud.Client, default);

        (await _cloud.FindAsync(operation.Id)).FailureCode.ShouldBe("orchestration_failed");
        (await _cloud.FindAsync(operation.Service!.Value))!.Phase.ShouldBe(ClusterPhase.Failed);
    }

    private Task ReadyAsync(ServiceId id) =>
        _cloud.UntilAsync(id, s => s is { Phase: ClusterPhase.Provisioned, OpenOperation: null, Outbox.Count: 0 });

    private async Task<IReadOnlyList<Service>> ServicesAsync() =>
        (await _cloud.Get<IServiceStore>().ListAsync(_cloud.Scope, new(), new(100, null), default)).Items;
}
