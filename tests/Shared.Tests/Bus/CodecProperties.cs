using FsCheck.Xunit;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Records;
using Mothership.Shared.Tests.Bus.Support;

namespace Mothership.Shared.Tests.Bus;

[Properties(Arbitrary = [typeof(Wire)])]
public sealed class CodecProperties
{
    [Property]
    public void Command_EncodedAndDecoded_IsTheSame(ClusterCommand command) =>
        ClusterCommandCodec.Decode(Sent(ClusterCommandCodec.Encode(command))).Value.ShouldBe(command);

    [Property]
    public void Report_EncodedAndDecoded_IsTheSame(RegionReport report) =>
        RegionReportCodec.Decode(Sent(RegionReportCodec.Encode(report))).Value.ShouldBe(report);

    [Property]
    public void ServiceCommand_EncodedAndDecoded_IsTheSame(ServiceCommand command)
    {
        var read = ServiceCommandCodec.Decode(Sent(ServiceCommandCodec.Encode(command)));
        read.Failure.ShouldBeNull();
        read.Value.ShouldBe(command);
    }

    [Property]
    public void ServiceReport_EncodedAndDecoded_IsTheSame(ServiceReport report)
    {
        var read = ServiceReportCodec.Decode(Sent(ServiceReportCodec.Encode(report))).Value!;
        read.Observation.Details.ShouldBe(report.Observation.Details, ignoreOrder: true);
        var details = report.Observation.Details;
        (read with { Observation = read.Observation with { Details = details } }).ShouldBe(report);
    }

    [Property]
    public void Heartbeat_EncodedAndDecoded_IsTheSame(Heartbeat heartbeat)
    {
        var read = HeartbeatCodec.Decode(Sent(HeartbeatCodec.Encode(heartbeat))).Value!;
        read.Pools.ShouldBe(heartbeat.Pools);
        (read with { Pools = heartbeat.Pools }).ShouldBe(heartbeat);
    }

    [Property(MaxTest = 30)]
    public void Command_CutAnywhere_IsRefused(ClusterCommand command) =>
        RefusesEveryCut(Sent(ClusterCommandCodec.Encode(command)), r => ClusterCommandCodec.Decode(r).Failure);

    [Property(MaxTest = 30)]
    public void Report_CutAnywhere_IsRefused(RegionReport report) =>
        RefusesEveryCut(Sent(RegionReportCodec.Encode(report)), r => RegionReportCodec.Decode(r).Failure);

    [Property(MaxTest = 30)]
    public void ServiceCommand_CutAnywhere_IsRefused(ServiceCommand command) =>
        RefusesEveryCut(Sent(ServiceCommandCodec.Encode(command)), r => ServiceCommandCodec.Decode(r).Failure);

    [Property(MaxTest = 30)]
    public void ServiceReport_CutAnywhere_IsRefused(ServiceReport report) =>
        RefusesEveryCut(Sent(ServiceReportCodec.Encode(report)), r => ServiceReportCodec.Decode(r).Failure);

    [Property(MaxTest = 30)]
    public void Heartbeat_CutAnywhere_IsRefused(Heartbeat heartbeat) =>
        RefusesEveryCut(Sent(HeartbeatCodec.Encode(heartbeat)), r => HeartbeatCodec.Decode(r).Failure);

    [Property(MaxTest = 2000)]
    public void Decode_DamagedBytes_NeverThrows(ClusterCommand command, RegionReport report, int at, byte by)
    {
        Damage(Sent(ClusterCommandCodec.Encode(command)), at, by, r => ClusterCommandCodec.Decode(r));
        Damage(Sent(RegionReportCodec.Encode(report)), at, by, r => RegionReportCodec.Decode(r));
    }

    [Property(MaxTest = 2000)]
    public void Decode_AnyBytes_NeverThrows(ClusterCommand command, byte[] bytes)
    {
        var record = Sent(ClusterCommandCodec.Encode(command)) with { Value = bytes };
        ClusterCommandCodec.Decode(record).Succeeded.ShouldBeFalse();
        RegionReportCodec.Decode(record).Succeeded.ShouldBeFalse();
        HeartbeatCodec.Decode(record).Succeeded.ShouldBeFalse();
    }

    private static BusRecord Sent(BusMessage message) => InMemoryBus.Received(message);

    private static void RefusesEveryCut(BusRecord record, Func<BusRecord, ParseFailure?> decode)
    {
        for (var length = 0; length < record.Value!.Length; length++)
        {
            var failure = decode(record with { Value = record.Value[..length] });
            failure.ShouldNotBeNull($"cut to {length} of {record.Value.Length} bytes");
            failure.Reason.ShouldNotBeNullOrEmpty();
        }
    }

    private static void Damage(BusRecord record, int at, byte by, Action<BusRecord> decode)
    {
        var bytes = (byte[])record.Value!.Clone();
        bytes[(int)((uint)at % (uint)bytes.Length)] ^= by;
        decode(record with { Value = bytes });
    }
}
