using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;
using Mothership.Regions;
using Mothership.Shared.Tests.Regions.Support;

namespace Mothership.Shared.Tests.Regions;

public sealed class ServiceCommandTests
{
    private readonly TestRegion _region = new();

    [Fact]
    public async Task Handle_New_IsAppliedAndReportedWithItsDetails()
    {
        await _region.SendAsync(TestRegion.ServiceCommand(1, units: 3));
        var seen = _region.ServiceReports.ShouldHaveSingleItem();
        (seen.Generation, seen.State, seen.Endpoint).ShouldBe((1, ObservedState.Ready, "http://there"));
        seen.Details["units"].ShouldBe("3");
        _region.Services.Effects.ShouldBe([("lcc-a", 1, false)]);
    }

    [Fact]
    public async Task Handle_TakesLong_IsReportedAsBuildingWithHowFarItIs()
    {
        _region.Services.State = OperatedState.Building;
        await _region.SendAsync(TestRegion.ServiceCommand(1));
        var seen = _region.ServiceReports.ShouldHaveSingleItem();
        (seen.State, seen.Message, seen.Endpoint).ShouldBe((ObservedState.Building, "Half way.", null));
    }

    [Fact]
    public async Task Handle_LowerGeneration_IsIgnored()
    {
        await _region.SendAsync(TestRegion.ServiceCommand(3));
        await _region.SendAsync(TestRegion.ServiceCommand(2));
        _region.Services.Effects.ShouldBe([("lcc-a", 3, false)]);
        _region.ServiceReports.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Handle_SlowDeletion_IsGoneOnlyWhenTheOperatorSaysSo()
    {
        await _region.SendAsync(TestRegion.ServiceCommand(1));
        _region.Services.DeletesSlowly = true;
        await _region.SendAsync(TestRegion.ServiceCommand(2, deleted: true));
        _region.Services.DeletesSlowly = false;
        await _region.SendAsync(TestRegion.ServiceCommand(2, deleted: true));
        await _region.SendAsync(TestRegion.ServiceCommand(1));
        _region
            .ServiceReports.Select(r => r.State)
            .ShouldBe([ObservedState.Ready, ObservedState.Building, ObservedState.Gone]);
        _region.Services.Effects.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Handle_OperatorCannotRunIt_ReportsTheReason()
    {
        _region.Services.Failures.Enqueue(new OperatorException("not_available", "Not here.", isTransient: false));
        await _region.SendAsync(TestRegion.ServiceCommand(1));
        var seen = _region.ServiceReports.ShouldHaveSingleItem();
        (seen.State, seen.Reason, seen.Message).ShouldBe((ObservedState.Failed, "not_available", "Not here."));
    }

    [Fact]
    public async Task Handle_ForAnotherRegion_IsNotCarriedOut()
    {
        await _region.SendAsync(TestRegion.ServiceCommand(1) with { Region = RegionId.Of("gcp", "europe-west1") });
        _region.Services.Effects.ShouldBeEmpty();
        _region.DeadLetters.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Handle_Tombstone_DoesNothing()
    {
        await _region.SendAsync(ServiceCommandCodec.Tombstone(new("lcc-a"), Bus.Support.Wire.Here, 2));
        _region.Bus.On(Topics.Reports).ShouldBeEmpty();
        _region.Services.Effects.ShouldBeEmpty();
    }
}
