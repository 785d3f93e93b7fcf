using Mothership.Bus;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Retiring;
using Mothership.Orchestrations.Steps;
using Mothership.Orchestrations.Tests.Support;

namespace Mothership.Orchestrations.Tests;

public sealed class DeleteTests : IAsyncLifetime
{
    private Cloud _cloud = null!;

    public async Task InitializeAsync() => _cloud = await Cloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Delete_AllWell_NothingIsLeftButTheBill()
    {
        var id = await _cloud.ProvisionedAsync();
        var asked = await _cloud.DeleteAsync(id);
        var operation = await _cloud.FinishedAsync(asked);
        operation.Status.ShouldBe(OperationStatus.Succeeded);
        operation.Steps.Select(s => s.Status).ShouldAllBe(s => s == StepStatus.Succeeded);
        await GoneAsync(id);
        var billed = await _cloud.EventsAsync(id);
        billed
            .Select(e => (e.Kind, e.PricePerSecond))
            .ShouldBe([(PriceEventKind.Created, 0.1m), (PriceEventKind.Deleted, 0m)]);
        billed[1].EffectiveAt.ShouldBe(asked.CreatedAt);
        _cloud.Bus.On(Topics.Commands)[^1].Value.ShouldBeNull();
    }

    [Theory]
    [CombinatorialFaults(
        nameof(RecordBilling),
        nameof(PublishDesiredState),
        nameof(ObserveRegion),
        nameof(RemoveCluster)
    )]
    public async Task Delete_StepDisturbed_EndsAsIfNothingHadBeen(string activity, Mishap fault, int times)
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Faults.Plan(activity, fault, times);
        (await _cloud.FinishedAsync(await _cloud.DeleteAsync(id))).Status.ShouldBe(OperationStatus.Succeeded);
        await GoneAsync(id);
        (await _cloud.EventsAsync(id)).Select(e => e.Kind).ShouldBe([PriceEventKind.Created, PriceEventKind.Deleted]);
    }

    [Fact]
    public async Task Delete_RegionDown_FailsAndIsCompletedWhenTheRegionIsBack()
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Region.GoDown();
        var operation = await _cloud.FinishedAsync(await _cloud.DeleteAsync(id));
        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "region_timeout"));
        var cluster = (await _cloud.FindAsync(id))!;
        (cluster.IsDeleting, cluster.OpenOperation, cluster.Phase).ShouldBe((true, null, ClusterPhase.Failed));
        (await _cloud.EventsAsync(id)).Select(e => e.Kind).ShouldBe([PriceEventKind.Created, PriceEventKind.Deleted]);

        await _cloud.Region.ComeUpAsync();
        await _cloud.UntilAsync(
            async () => await _cloud.FindAsync(id) is null,
            async () => $"{await _cloud.FindAsync(id)}"
        );
        await GoneAsync(id);
    }

    [Fact]
    public async Task Delete_AgainAfterItFailed_Succeeds()
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Region.GoDown();
        await _cloud.FinishedAsync(await _cloud.DeleteAsync(id));
        var second = await _cloud.DeleteAsync(id);
        await _cloud.Region.ComeUpAsync();
        (await _cloud.FinishedAsync(second)).Status.ShouldBe(OperationStatus.Succeeded);
        await GoneAsync(id);
        (await _cloud.EventsAsync(id)).Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task DeleteDuringCreate_AtEachBoundary_TheDeletionWins(int boundary)
    {
        Operation? create = null,
            delete = null;
        var begun = new TaskCompletionSource<Operation>();
        _cloud.Faults.AtBoundary = async number =>
        {
            if (number == boundary)
                delete = await _cloud.DeleteAsync((await begun.Task).Cluster!.Value);
        };
        create = await _cloud.CreateAsync();
        begun.SetResult(create);
        create = await _cloud.FinishedAsync(create);
        await _cloud.EndedAsync(create);
        // Boundaries beyond the end of the creation: the deletion comes right after it.
        delete ??= await _cloud.DeleteAsync(create.Cluster!.Value);
        delete = await _cloud.FinishedAsync(delete);

        delete.Status.ShouldBe(OperationStatus.Succeeded);
        await GoneAsync(create.Cluster!.Value);
        var billed = (await _cloud.EventsAsync(create.Cluster!.Value)).Select(e => e.Kind).ToList();
        if (create.Status == OperationStatus.Succeeded)
            billed.ShouldBe([PriceEventKind.Created, PriceEventKind.Deleted]);
        else
        {
            create.Status.ShouldBe(OperationStatus.Superseded);
            billed.ShouldBeEmpty();
        }
    }

    public static TheoryData<int> Boundaries() => new(Enumerable.Range(1, 9));

    [Fact]
    public async Task DeleteDuringCreate_RegionSilent_SupersedesAtOnce()
    {
        _cloud.Region.GoDown();
        var create = await _cloud.CreateAsync();
        await _cloud.UntilAsync(
            async () => (await _cloud.FindAsync(create.Id)).Steps.Any(s => s.Name == StepNames.AwaitRegion),
            async () => $"{await _cloud.FindAsync(create.Id)}"
        );
        var delete = await _cloud.DeleteAsync(create.Cluster!.Value);
        (await _cloud.FinishedAsync(create)).Status.ShouldBe(OperationStatus.Superseded);
        (await _cloud.FindAsync(delete.Id)).IsTerminal.ShouldBeFalse();
        await _cloud.Region.ComeUpAsync();
        (await _cloud.FinishedAsync(delete)).Status.ShouldBe(OperationStatus.Succeeded);
        await GoneAsync(create.Cluster!.Value);
        (await _cloud.EventsAsync(create.Cluster!.Value)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_OfAFailedCreation_RemovesIt()
    {
        _cloud.Region.Operator.Refusal = _ => new Regions.OperatorException("region_full", "No place left.", false);
        var create = await _cloud.FinishedAsync(await _cloud.CreateAsync());
        (await _cloud.FinishedAsync(await _cloud.DeleteAsync(create.Cluster!.Value))).Status.ShouldBe(
            OperationStatus.Succeeded
        );
        await GoneAsync(create.Cluster!.Value);
        (await _cloud.EventsAsync(create.Cluster!.Value)).ShouldBeEmpty();
    }

    private async Task GoneAsync(Domain.Ids.ClusterId id)
    {
        (await _cloud.FindAsync(id)).ShouldBeNull();
        (await _cloud.Get<IObservationStore>().FindAsync(_cloud.Scope, id, default)).ShouldBeNull();
        (await _cloud.Region.Operator.FindAsync(id.Value, default)).ShouldBeNull();
    }
}
