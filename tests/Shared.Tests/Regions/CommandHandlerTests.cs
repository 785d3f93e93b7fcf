using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Regions;
using Mothership.Regions.Heartbeats;
using Mothership.Shared.Tests.Bus.Support;
using Mothership.Shared.Tests.Regions.Support;

namespace Mothership.Shared.Tests.Regions;

public sealed class CommandHandlerTests
{
    private readonly TestRegion _region = new();

    [Fact]
    public async Task Handle_New_BuildsItAndReportsItsAddress()
    {
        await _region.SendAsync(TestRegion.Command(1));
        _region.Operator.Effects.ShouldBe([("lkc-a", 1, false)]);
        var report = _region.Reports.ShouldHaveSingleItem();
        (report.Region, report.Organization.Value).ShouldBe((Wire.Here, "org"));
        var seen = report.Observation;
        (seen.Generation, seen.State, seen.Incarnation).ShouldBe((1, ObservedState.Ready, _region.Incarnation));
        seen.Endpoints!.Bootstrap.ShouldBe("PLAINTEXT://lkc-a:9092");
    }

    [Fact]
    public async Task Handle_SameGenerationAgain_OnlyReportsAgain()
    {
        await _region.SendAsync(TestRegion.Command(1));
        await _region.SendAsync(TestRegion.Command(1));
        _region.Operator.Effects.Count.ShouldBe(1);
        _region.Reports.Count.ShouldBe(2);
        _region.Reports[1].Observation.Endpoints.ShouldBe(_region.Reports[0].Observation.Endpoints);
    }

    [Fact]
    public async Task Handle_LowerGeneration_IsIgnored()
    {
        await _region.SendAsync(TestRegion.Command(3, size: 4));
        await _region.SendAsync(TestRegion.Command(2, size: 2));
        _region.Operator.Effects.ShouldBe([("lkc-a", 3, false)]);
        _region.Reports.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Handle_CreationAfterTheDeletion_DoesNotBringItBack()
    {
        await _region.SendAsync(TestRegion.Command(2, deleted: true));
        await _region.SendAsync(TestRegion.Command(1));
        _region.Operator.Effects.ShouldBeEmpty();
        _region.Reports.Select(r => r.Observation.State).ShouldBe([ObservedState.Gone]);
    }

    [Fact]
    public async Task Handle_Deletion_IsGoneAndReportedEachTime()
    {
        await _region.SendAsync(TestRegion.Command(1));
        await _region.SendAsync(TestRegion.Command(2, deleted: true));
        await _region.SendAsync(TestRegion.Command(2, deleted: true));
        _region.Operator.Effects.ShouldBe([("lkc-a", 1, false), ("lkc-a", 2, true)]);
        _region.Reports.Skip(1).Select(r => r.Observation.State).ShouldBe([ObservedState.Gone, ObservedState.Gone]);
    }

    [Fact]
    public async Task Handle_Suspension_IsAppliedAndReportedAsOne()
    {
        await _region.SendAsync(TestRegion.Command(1));
        await _region.SendAsync(TestRegion.Command(2, suspended: true));
        await _region.SendAsync(TestRegion.Command(3));
        _region.Operator.Effects.Count.ShouldBe(3);
        _region.Reports.Select(r => r.Observation.Suspended).ShouldBe([false, true, false]);
    }

    [Fact]
    public async Task Handle_Tombstone_DoesNothing()
    {
        await _region.SendAsync(ClusterCommandCodec.Tombstone(new("lkc-a"), Wire.Here, 2));
        _region.Bus.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task Handle_OperatorRefuses_ReportsTheReason()
    {
        _region.Operator.Failures.Enqueue(new OperatorException("region_full", "No place left.", isTransient: false));
        await _region.SendAsync(TestRegion.Command(1));
        var seen = _region.Reports.ShouldHaveSingleItem().Observation;
        (seen.State, seen.Reason, seen.Message).ShouldBe((ObservedState.Failed, "region_full", "No place left."));
        _region.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public async Task Handle_OperatorFailsForAWhile_TriesAgainAndReports()
    {
        _region.Operator.Failures.Enqueue(new OperatorException("busy", "Wait.", isTransient: true));
        _region.Operator.Failures.Enqueue(new TimeoutException());
        await _region.SendAsync(TestRegion.Command(1));
        _region.Operator.Effects.Count.ShouldBe(1);
        _region.Reports.ShouldHaveSingleItem().Observation.State.ShouldBe(ObservedState.Ready);
    }

    [Fact]
    public async Task Handle_OperatorNeverWorks_GoesToTheDeadLettersUnreported()
    {
        for (var i = 0; i < Backoff.ForMessages.Attempts; i++)
            _region.Operator.Failures.Enqueue(new OperatorException("busy", "Wait.", isTransient: true));
        await _region.SendAsync(TestRegion.Command(1));
        _region.Reports.ShouldBeEmpty();
        var letter = _region.DeadLetters.ShouldHaveSingleItem();
        letter.Header(BusHeaders.DeadReason).ShouldBe("busy: Wait.");
        letter.Header(BusHeaders.DeadAttempts).ShouldBe($"{Backoff.ForMessages.Attempts}");
        ClusterCommandCodec.Decode(letter).Value.ShouldBe(TestRegion.Command(1));
    }

    [Fact]
    public async Task Handle_BusAwayDuringTheReport_ReportsWhenItIsBack()
    {
        _region.Bus.Failures = 3;
        await _region.SendAsync(TestRegion.Command(1));
        _region.Reports.ShouldHaveSingleItem();
        _region.Operator.Effects.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Handle_BusAwayForLong_DoesNotThrowAndReportsWhenToldAgain()
    {
        _region.Bus.Failures = Backoff.ForMessages.Attempts;
        await _region.SendAsync(TestRegion.Command(1));
        _region.Reports.ShouldBeEmpty();
        await _region.SendAsync(TestRegion.Command(1));
        _region.Reports.ShouldHaveSingleItem();
        _region.Operator.Effects.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(BusHeaders.Version, "2", "unknown_version")]
    [InlineData(BusHeaders.Kind, "heartbeat", "unknown_kind")]
    public async Task Handle_HeaderNotKnownHere_GoesToTheDeadLetters(string header, string value, string reason)
    {
        var message = ClusterCommandCodec.Encode(TestRegion.Command(1));
        var headers = message.Headers.Where(h => h.Key != header).Append(new(header, value)).ToList();
        await _region.SendAsync(message with { Headers = headers });
        _region.DeadLetters.ShouldHaveSingleItem().Header(BusHeaders.DeadReason)!.ShouldStartWith(reason);
        _region.Operator.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Handle_CutInHalf_GoesToTheDeadLettersAsItWas()
    {
        var message = ClusterCommandCodec.Encode(TestRegion.Command(1));
        var half = message.Value![..(message.Value.Length / 2)];
        await _region.SendAsync(message with { Value = half });
        var letter = _region.DeadLetters.ShouldHaveSingleItem();
        letter.Value.ShouldBe(half);
        letter.Header(BusHeaders.DeadTopic).ShouldBe(Topics.Commands);
    }

    [Fact]
    public async Task Handle_ForAnotherRegion_IsNotCarriedOut()
    {
        await _region.SendAsync(TestRegion.Command(1) with { Region = RegionId.Of("gcp", "europe-west1") });
        _region.Operator.Effects.ShouldBeEmpty();
        _region.DeadLetters.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Handle_WithATrace_ReportsInIt()
    {
        using (new System.Diagnostics.Activity("request").Start())
            await _region.SendAsync(ClusterCommandCodec.Encode(TestRegion.Command(1)));
        var command = _region.Bus.On(Topics.Reports).ShouldHaveSingleItem();
        command.Header(BusHeaders.TraceParent).ShouldNotBeNull();
    }

    [Fact]
    public async Task Heartbeat_Sent_TellsCapacityAndIncarnation()
    {
        await _region.SendAsync(TestRegion.Command(1, size: 3));
        await _region.Heartbeats.SendAsync(default);
        var heartbeat = HeartbeatCodec.Decode(_region.Bus.On(Topics.Regions).Single()).Value!;
        (heartbeat.Region, heartbeat.Incarnation, heartbeat.Operator).ShouldBe(
            (Wire.Here, _region.Incarnation, "scripted")
        );
        heartbeat.Capacity.ShouldBe(new RegionCapacity(10, 1, 100, 3));
        heartbeat.Pools.ShouldBeEmpty();
    }

    [Fact]
    public async Task Heartbeat_OfSeveralPools_TellsEach()
    {
        PoolCapacity[] pools = [new("k8s-a", 10, 1, 100, 3, true), new("k8s-b", 10, 0, 100, 0, false)];
        var settings = new RegionSettings(Wire.Here, "pooled", 1, TimeSpan.FromSeconds(1));
        var bus = new InMemoryBus();
        var sender = new HeartbeatSender(
            settings,
            new RegionIncarnation(new SecureIdSource()),
            new SelectedOperator([new PooledOperator(pools)], settings),
            bus,
            TimeProvider.System
        );
        await sender.SendAsync(default);
        HeartbeatCodec.Decode(bus.On(Topics.Regions).Single()).Value!.Pools.ShouldBe(pools);
    }

    [Fact]
    public void SelectedOperator_NotThere_IsNamedWithThoseThatAre()
    {
        var settings = new RegionSettings(Wire.Here, "strimzi", 1, TimeSpan.FromSeconds(1));
        var failure = Should.Throw<InvalidOperationException>(() => new SelectedOperator([_region.Operator], settings));
        failure.Message.ShouldContain("strimzi");
        failure.Message.ShouldContain("scripted");
    }
}
