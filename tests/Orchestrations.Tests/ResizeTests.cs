using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Operations;
using Mothership.Orchestrations.Resizing;
using Mothership.Orchestrations.Steps;
using Mothership.Orchestrations.Tests.Support;
using Mothership.Regions;

namespace Mothership.Orchestrations.Tests;

public sealed class ResizeTests : IAsyncLifetime
{
    private Cloud _cloud = null!;

    public async Task InitializeAsync() => _cloud = await Cloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Resize_AllWell_CountsFromTheConfirmation()
    {
        var id = await _cloud.ProvisionedAsync();
        var operation = await _cloud.FinishedAsync(await _cloud.ResizeAsync(id, 3));
        operation.Status.ShouldBe(OperationStatus.Succeeded);
        var cluster = (await _cloud.FindAsync(id))!;
        (cluster.AppliedConfig, cluster.OpenOperation).ShouldBe((cluster.Config, null));
        cluster.Config.Size.ShouldBe(3);
        (await _cloud.Region.Operator.FindAsync(id.Value, default))!.Config.Size.ShouldBe(3);
        (await _cloud.EventsAsync(id))
            .Select(e => (e.Kind, e.PricePerSecond))
            .ShouldBe([(PriceEventKind.Created, 0.1m), (PriceEventKind.Updated, 0.3m)]);
    }

    [Theory]
    [CombinatorialFaults(
        nameof(PublishDesiredState),
        nameof(ObserveRegion),
        nameof(ApplyConfig),
        nameof(RecordBilling)
    )]
    public async Task Resize_StepDisturbed_EndsAsIfNothingHadBeen(string activity, Mishap fault, int times)
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Faults.Plan(activity, fault, times);
        (await _cloud.FinishedAsync(await _cloud.ResizeAsync(id, 3))).Status.ShouldBe(OperationStatus.Succeeded);
        (await _cloud.FindAsync(id))!.AppliedConfig!.Size.ShouldBe(3);
        (await _cloud.EventsAsync(id)).Select(e => e.Kind).ShouldBe([PriceEventKind.Created, PriceEventKind.Updated]);
    }

    [Fact]
    public async Task Resize_RegionRefuses_IsAsBeforeAndNotBilled()
    {
        var id = await _cloud.ProvisionedAsync();
        RefuseLarge();
        var operation = await _cloud.FinishedAsync(await _cloud.ResizeAsync(id, 3));
        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "region_full"));
        operation.Steps[0].Status.ShouldBe(StepStatus.Undone);
        await AsBeforeAsync(id);
    }

    [Theory]
    [CombinatorialFaults(nameof(RevertConfig), nameof(FinishOperation))]
    public async Task Resize_UndoDisturbed_IsAsBefore(string activity, Mishap fault, int times)
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Faults.Plan(activity, fault, times);
        RefuseLarge();
        var operation = await _cloud.FinishedAsync(await _cloud.ResizeAsync(id, 3));
        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "region_full"));
        await AsBeforeAsync(id);
    }

    [Fact]
    public async Task Resize_RegionSilent_IsRevertedAndCanBeAskedForAgain()
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Region.GoDown();
        var operation = await _cloud.FinishedAsync(await _cloud.ResizeAsync(id, 3));
        (operation.Status, operation.FailureCode).ShouldBe((OperationStatus.Failed, "region_timeout"));
        await _cloud.Region.ComeUpAsync();
        await AsBeforeAsync(id);
        (await _cloud.FinishedAsync(await _cloud.ResizeAsync(id, 2))).Status.ShouldBe(OperationStatus.Succeeded);
    }

    [Fact]
    public async Task Resize_DuringAResize_IsRefused()
    {
        var id = await _cloud.ProvisionedAsync();
        _cloud.Region.GoDown();
        await _cloud.ResizeAsync(id, 3);
        var refused = await Should.ThrowAsync<MothershipException>(() => _cloud.ResizeAsync(id, 2));
        refused.Faults[0].Code.ShouldBe("operation_in_progress");
    }

    [Theory]
    [MemberData(nameof(Boundaries))]
    public async Task DeleteDuringResize_AtEachBoundary_TheDeletionWins(int boundary)
    {
        var id = await _cloud.ProvisionedAsync();
        Operation? delete = null;
        var first = _cloud.Faults.Boundaries;
        _cloud.Faults.AtBoundary = async number =>
        {
            if (number == first + boundary)
                delete = await _cloud.DeleteAsync(id);
        };
        var resize = await _cloud.FinishedAsync(await _cloud.ResizeAsync(id, 3));
        await _cloud.EndedAsync(resize);
        delete ??= await _cloud.DeleteAsync(id);
        (await _cloud.FinishedAsync(delete)).Status.ShouldBe(OperationStatus.Succeeded);
        (await _cloud.FindAsync(id)).ShouldBeNull();
        (await _cloud.Region.Operator.ListAsync(default)).ShouldBeEmpty();
        var billed = (await _cloud.EventsAsync(id)).Select(e => e.Kind).ToList();
        billed.Count(k => k == PriceEventKind.Created).ShouldBe(1);
        billed.Count(k => k == PriceEventKind.Deleted).ShouldBe(1);
        billed.Count(k => k == PriceEventKind.Updated).ShouldBe(resize.Status == OperationStatus.Succeeded ? 1 : 0);
    }

    public static TheoryData<int> Boundaries() => new(Enumerable.Range(1, 9));

    private void RefuseLarge() =>
        _cloud.Region.Operator.Refusal = d =>
            d.Config.Size > 2 ? new OperatorException("region_full", "No place left.", false) : null;

    private async Task AsBeforeAsync(Domain.Ids.ClusterId id)
    {
        var cluster = (await _cloud.FindAsync(id))!;
        (cluster.Config.Size, cluster.AppliedConfig!.Size, cluster.Generation).ShouldBe((1, 1, 3));
        cluster.OpenOperation.ShouldBeNull();
        (await _cloud.EventsAsync(id)).ShouldHaveSingleItem().Kind.ShouldBe(PriceEventKind.Created);
        await _cloud.UntilAsync(
            async () => (await _cloud.Region.Operator.FindAsync(id.Value, default))?.Generation == 3,
            () => Task.FromResult("the region was not told")
        );
        (await _cloud.Region.Operator.FindAsync(id.Value, default))!.Config.Size.ShouldBe(1);
        ClusterCommandCodec.Decode(_cloud.Bus.On(Topics.Commands)[^1]).Value!.Config.Size.ShouldBe(1);
    }
}
