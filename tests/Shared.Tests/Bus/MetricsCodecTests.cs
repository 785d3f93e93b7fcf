using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Metering;
using Mothership.Shared.Tests.Bus.Support;

namespace Mothership.Shared.Tests.Bus;

/// <summary>Figures of clusters on the wire.</summary>
public sealed class MetricsCodecTests
{
    private static readonly RegionMetrics Metrics = new(
        new OrganizationId("org"),
        new ClusterId("lkc-abc"),
        Wire.Here,
        3,
        ClusterKind.Enterprise,
        new DateTimeOffset(2026, 3, 15, 10, 7, 0, TimeSpan.Zero),
        new(1L << 40, 0, null, 12)
    );

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame()
    {
        var message = RegionMetricsCodec.Encode(Metrics);
        (message.Topic, message.Key).ShouldBe((Topics.Metrics, "lkc-abc"));
        RegionMetricsCodec.Decode(InMemoryBus.Received(message)).Value.ShouldBe(Metrics);
    }

    [Fact]
    public void Decode_WhatCanNotBe_IsRefused()
    {
        Refused(Metrics with { Minute = Metrics.Minute.AddSeconds(1) }).ShouldBe("invalid_field");
        Refused(Metrics with { Counts = new(-1, null, null, null) }).ShouldBe("invalid_field");
        Refused(Metrics with { Counts = new(null, null, long.MaxValue, null) }).ShouldBe("invalid_field");
        Refused(Metrics with { Generation = 0 }).ShouldBe("invalid_field");
        Refused(Metrics with { Cluster = new("other") }).ShouldBe("invalid_field");
    }

    private static string Refused(RegionMetrics metrics) =>
        RegionMetricsCodec.Decode(InMemoryBus.Received(RegionMetricsCodec.Encode(metrics))).Failure!.Reason;
}
