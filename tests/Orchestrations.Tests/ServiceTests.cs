using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Services;
using Mothership.Orchestrations.ServiceProvisioning;
using Mothership.Orchestrations.ServiceRetiring;
using Mothership.Orchestrations.ServiceUpdating;
using Mothership.Orchestrations.Steps;
using Mothership.Orchestrations.Tests.Support;
using Mothership.Regions;

namespace Mothership.Orchestrations.Tests;

public sealed class ServiceTests : IAsyncLifetime
{
    private static readonly OperatorException NotAvailable = new(
        "not_available",
        "Connectors are not available here.",
        isTransient: false
    );

    private Cloud _cloud = null!;
    private ClusterId _cluster;

    public async Task InitializeAsync()
    {
        _cloud = await Cloud.StartAsync();
        _cloud.Prices.AddOn = 0.01m;
        _cluster = await _cloud.ProvisionedAsync();
    }

    public Task DisposeAsync() => _cloud.DisposeAsync().AsTask();

    [Fact]
    public async Task Create_AllWell_IsUsableAndCostsFromThenOn()
    {
        var operation = await _cloud.FinishedAsync(await _cloud.CreateServiceAsync(_cluster, ServiceKind.Ksqldb));

        operation.Status.ShouldBe(OperationStatus.Succeeded);
        operation
            .Steps.Select(s => (s.Name, s.Status))
            .ShouldBe(StepNames.PlanOf(OperationKind.ServiceCreate).Select(name => (name, StepStatus.Succeeded)));
        var service = (await _cloud.FindAsync(operation.Service!.Value))!;
        (service.Phase, service.OpenOperation, service.Endpoint).ShouldBe(
            (ClusterPhase.Provisioned, null, $"http://{service.Id}")
        );
        var billed = (await _cloud.EventsAsync(service.Id)).ShouldHaveSingleItem();
        (billed.Kind, billed.PricePerSecond, billed.Plan).ShouldBe((PriceEventKind.Created, 0.01m, "ksqldb_csu"));
    }

    [Theory]
    [CombinatorialFaults(
        nameof(PublishService),
        nameof(ObserveService),
        nameof(ActivateService),
        nameof(RecordBilling)
    )]
    public async Task Create_StepDisturbed_EndsAsIfNothingHadBeen(string activity, Mishap fault, int times)
    {
        _cloud.Faults.Plan(activity, fault, times);

        var operation = await _cloud.FinishedAsync(await _cloud.CreateServiceAsync(_cluster));

        operation.Status.ShouldBe(OperationStatus.Succeeded);
        (await _cloud.EventsAsync(operation.Service!.Value))
            .ShouldHaveSingleItem()
            .Kind.ShouldBe(PriceEventKind.Created);
        (await _cloud.FindAsync(operation.Service!.Value))!.Outbox.ShouldBeEmpty();
        Present(ServiceKind.Connector).ShouldBe(1);
    }

    [Theory]
    [CombinatorialFaults(nameof(WithdrawService), nameof(FinishOperation))]
    public async Task Create_NotAvailable_FailsWithTheReasonAndIsNotBilled(string activity, Mishap fault, int times)
    {
        _cloud.Faults.Plan(activity, fault, times);
        _cloud.Region.Services.Refusal = _ => NotAvailable;

        var operation = await _cloud.FinishedAsync(await _cloud.CreateServiceAsync(_cluster));

        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "not_available"));
        operation.FailureDetail!.ShouldEndWith("Connectors are not available here.");
        var service = (await _cloud.FindAsync(operation.Service!.Value))!;
        (service.Phase, service.Generation, service.CommittedPerSecond).ShouldBe((ClusterPhase.Failed, 2, null));
        (await _cloud.EventsAsync(service.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_RegionSilent_FailsAndIsTakenAwayWhenItIsBack()
    {
        _cloud.Region.GoDown();
        var operation = await _cloud.FinishedAsync(await _cloud.CreateServiceAsync(_cluster));
        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "region_timeout"));
        operation.FailureDetail!.ShouldContain(operation.Service!.Value.Value);

        await _cloud.Region.ComeUpAsync();

        Present(ServiceKind.Connector).ShouldBe(0);
    }

    [Fact]
    public async Task Create_RegionBuildsForAWhile_WaitsUntilItIsReady()
    {
        _cloud.Region.Services.IsReady = _ => false;
        var operation = await _cloud.CreateServiceAsync(_cluster);
        await _cloud.UntilAsync(
            () => Task.FromResult(Present(ServiceKind.Connector) == 1),
            () => Task.FromResult("the region has nothing")
        );
        (await _cloud.FindAsync(operation.Service!.Value))!.Phase.ShouldBe(ClusterPhase.Provisioning);
        // What the region says of how far it is, its customer reads with the step that waits for it.
        await _cloud.UntilAsync(
            async () =>
                (await _cloud.FindAsync(operation.Id)).Steps.FirstOrDefault(s => s.Progress is not null)
                    is { Name: StepNames.AwaitRegion, Progress: "It is being built." },
            async () => $"{string.Join(", ", (await _cloud.FindAsync(operation.Id)).Steps)}"
        );

        _cloud.Region.Services.IsReady = _ => true;

        var finished = await _cloud.FinishedAsync(operation);
        finished.Status.ShouldBe(OperationStatus.Succeeded);
        finished.Steps.ShouldAllBe(s => s.Progress == null);
    }

    [Theory]
    [CombinatorialFaults(nameof(PublishService), nameof(ObserveService), nameof(ApplyService), nameof(RecordBilling))]
    public async Task Update_StepDisturbed_IsBilledOnceAtItsNewSize(string activity, Mishap fault, int times)
    {
        var id = await CreatedAsync(spec: Spec(1, "svc-old"));
        await _cloud.Secrets.SetAsync("svc-old", "one", default);
        await _cloud.Secrets.SetAsync("svc-new", "two", default);
        _cloud.Faults.Plan(activity, fault, times);

        var operation = await _cloud.FinishedAsync(
            await _cloud.ChangeServiceAsync(id, s => Updated(s, Spec(3, "svc-new")))
        );

        operation.Status.ShouldBe(OperationStatus.Succeeded);
        (await _cloud.EventsAsync(id))
            .Select(e => (e.Kind, e.Units))
            .ShouldBe([(PriceEventKind.Created, 1), (PriceEventKind.Updated, 3)]);
        (await _cloud.Secrets.FindAsync("svc-new", default)).ShouldBe("two");
        if (fault != Mishap.FailsAfter || activity != nameof(ApplyService))
            (await _cloud.Secrets.FindAsync("svc-old", default)).ShouldBeNull();
    }

    [Theory]
    [CombinatorialFaults(nameof(RevertService), nameof(FinishOperation))]
    public async Task Update_Refused_IsAsItWasAndCostsAsBefore(string activity, Mishap fault, int times)
    {
        var id = await CreatedAsync();
        _cloud.Region.Services.Refusal = desired => desired.Spec.Units > 1 ? NotAvailable : null;
        _cloud.Faults.Plan(activity, fault, times);

        var operation = await _cloud.FinishedAsync(
            await _cloud.ChangeServiceAsync(id, s => Updated(s, ServiceSpec.OfUnits(5)))
        );

        operation.Status.ShouldBe(OperationStatus.Failed);
        var service = (await _cloud.FindAsync(id))!;
        (service.Spec.Units, service.Generation, service.OpenOperation).ShouldBe((1, 3, null));
        service.CommittedPerSecond.ShouldBe(0.01m);
        (await _cloud.EventsAsync(id)).ShouldHaveSingleItem();
    }

    [Theory]
    [CombinatorialFaults(nameof(PublishService), nameof(ObserveService), nameof(RemoveService), nameof(RecordBilling))]
    public async Task Delete_StepDisturbed_LeavesNothingAndTheBillIsRight(string activity, Mishap fault, int times)
    {
        await _cloud.Secrets.SetAsync("svc-old", "one", default);
        var id = await CreatedAsync(spec: Spec(1, "svc-old"));
        _cloud.Faults.Plan(activity, fault, times);

        var operation = await _cloud.FinishedAsync(await DeleteAsync(id));

        operation.Status.ShouldBe(OperationStatus.Succeeded);
        (await _cloud.FindAsync(id)).ShouldBeNull();
        (await _cloud.EventsAsync(id)).Select(e => e.Kind).ShouldBe([PriceEventKind.Created, PriceEventKind.Deleted]);
        _cloud.Secrets.Names.ShouldBeEmpty();
        Present(ServiceKind.Connector).ShouldBe(0);
    }

    [Theory]
    [CombinatorialFaults(nameof(LeaveService), nameof(FinishOperation))]
    public async Task Delete_RegionSilent_FailsAndIsCompletedWhenItIsBack(string activity, Mishap fault, int times)
    {
        var id = await CreatedAsync();
        _cloud.Region.GoDown();
        _cloud.Faults.Plan(activity, fault, times);
        var operation = await _cloud.FinishedAsync(await DeleteAsync(id));
        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "region_timeout"));

        await _cloud.Region.ComeUpAsync();

        await _cloud.UntilAsync(id, s => s is null);
        (await _cloud.EventsAsync(id)).Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task DeleteDuringCreate_AtEachBoundary_TheDeletionWins(int boundary)
    {
        Operation? create = null,
            delete = null;
        var begun = new TaskCompletionSource<Operation>();
        var first = _cloud.Faults.Boundaries;
        _cloud.Faults.AtBoundary = async number =>
        {
            if (number == first + boundary)
                delete = await DeleteAsync((await begun.Task).Service!.Value);
        };
        create = await _cloud.CreateServiceAsync(_cluster);
        begun.SetResult(create);
        create = await _cloud.FinishedAsync(create);
        await _cloud.EndedAsync(create);
        delete ??= await DeleteAsync(create.Service!.Value);
        delete = await _cloud.FinishedAsync(delete);

        delete.Status.ShouldBe(OperationStatus.Succeeded);
        var billed = (await _cloud.EventsAsync(create.Service!.Value)).Select(e => e.Kind).ToList();
        if (create.Status == OperationStatus.Succeeded)
            billed.ShouldBe([PriceEventKind.Created, PriceEventKind.Deleted]);
        else
            billed.ShouldBeEmpty();
        (await _cloud.FindAsync(create.Service!.Value)).ShouldBeNull();
        Present(ServiceKind.Connector).ShouldBe(0);
    }

    public static TheoryData<int> Boundaries() => new(Enumerable.Range(1, 9));

    private static ServiceSpec Spec(int units, string secret) =>
        new(units, new Dictionary<string, string>(), new Dictionary<string, string> { ["password"] = secret });

    private ServiceDecision? Updated(Service service, ServiceSpec spec)
    {
        var now = _cloud.Clock.GetUtcNow();
        var price = ServiceTariff.Find(_cloud.Prices, service.Region, service.Kind, spec.Units, now);
        return ServiceDecider.Update(service, new(Spec: spec), "u-2", now, price);
    }

    private Task<Operation> DeleteAsync(ServiceId id) =>
        _cloud.ChangeServiceAsync(id, s => ServiceDecider.Delete(s, "u-3", _cloud.Clock.GetUtcNow()));

    private int Present(ServiceKind kind) => _cloud.Region.Services.Present.Count(s => s.Kind == kind);

    private async Task<ServiceId> CreatedAsync(ServiceSpec? spec = null)
    {
        var operation = await _cloud.FinishedAsync(await _cloud.CreateServiceAsync(_cluster, spec: spec));
        operation.Status.ShouldBe(OperationStatus.Succeeded);
        return operation.Service!.Value;
    }
}
