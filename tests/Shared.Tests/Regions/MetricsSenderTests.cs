using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Metering;
using Mothership.Shared.Tests.Regions.Support;

namespace Mothership.Shared.Tests.Regions;

/// <summary>A region tells what its clusters did.</summary>
public sealed class MetricsSenderTests
{
    private readonly TestRegion _region = new();

    [Fact]
    public async Task Send_WhatWasMeasured_IsAboutTheLastMinuteThatIsOver()
    {
        await _region.SendAsync(TestRegion.Command(1));
        await _region.SendAsync(TestRegion.Command(1, id: "lkc-b"));
        _region.Operator.Counts["lkc-a"] = new(100, null, null, 6);
        _region.Clock.Advance(TimeSpan.FromSeconds(7 * 60 + 5));

        await _region.Metrics.SendAsync(default);
        await _region.Metrics.SendAsync(default);

        Sent().Count.ShouldBe(2);
        Sent().Distinct().ShouldHaveSingleItem();
        var sent = Sent()[0];
        (sent.Cluster.Value, sent.Organization.Value, sent.Counts).ShouldBe(
            ("lkc-a", "org", new MinuteCounts(100, null, null, 6))
        );
        sent.Minute.ShouldBe(new DateTimeOffset(2026, 3, 15, 0, 6, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Send_OfADeletedCluster_SendsNothing()
    {
        await _region.SendAsync(TestRegion.Command(1));
        _region.Operator.Counts["lkc-a"] = new(100, null, null, 6);
        await _region.SendAsync(TestRegion.Command(2, deleted: true));

        await _region.Metrics.SendAsync(default);

        Sent().ShouldBeEmpty();
    }

    private List<RegionMetrics> Sent() =>
        [.. _region.Bus.On(Topics.Metrics).Select(r => RegionMetricsCodec.Decode(r).Value!)];
}
