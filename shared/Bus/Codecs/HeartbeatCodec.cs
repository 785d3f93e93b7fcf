using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mothership.Bus.Messages;
using Mothership.Bus.Records;
using Mothership.Domain;
using Mothership.Domain.Fleet;

namespace Mothership.Bus.Codecs;

/// <summary>Heartbeats on <see cref="Topics.Regions"/>.</summary>
public static class HeartbeatCodec
{
    /// <summary>The message of a heartbeat.</summary>
    public static BusMessage Encode(Heartbeat heartbeat)
    {
        var message = new RegionHeartbeat
        {
            Cloud = heartbeat.Region.Cloud,
            Region = heartbeat.Region.Name,
            Incarnation = heartbeat.Incarnation,
            Operator = heartbeat.Operator,
            Version = heartbeat.Version,
            ClustersMax = heartbeat.Capacity.ClustersMax,
            ClustersUsed = heartbeat.Capacity.ClustersUsed,
            UnitsMax = heartbeat.Capacity.UnitsMax,
            UnitsUsed = heartbeat.Capacity.UnitsUsed,
            SentAt = heartbeat.SentAt.ToTimestamp(),
            Pools = { heartbeat.Pools.Select(Message) },
            PoolCount = heartbeat.Pools.Count,
        };
        var headers = Envelope.Headers(Envelope.HeartbeatKind, heartbeat.Region, generation: null);
        return new(Topics.Regions, heartbeat.Region.ToString(), message.ToByteArray(), headers);
    }

    /// <summary>Reads a heartbeat.</summary>
    public static Parsed<Heartbeat> Decode(BusRecord record) =>
        ProtobufReader.Read(
            record,
            Envelope.HeartbeatKind,
            RegionHeartbeat.Parser,
            Fields,
            heartbeat => Envelope.CheckRouting(record, heartbeat.Region, generation: null)
        );

    private static Heartbeat Fields(RegionHeartbeat message, FieldReader read) =>
        new(
            read.Region(message.Cloud, message.Region),
            read.Text("incarnation", message.Incarnation),
            read.Text("operator", message.Operator),
            read.Text("version", message.Version),
            new RegionCapacity(
                (int)read.AtLeast("clusters_max", message.ClustersMax, 0),
                (int)read.AtLeast("clusters_used", message.ClustersUsed, 0),
                (int)read.AtLeast("units_max", message.UnitsMax, 0),
                (int)read.AtLeast("units_used", message.UnitsUsed, 0)
            ),
            read.Time("sent_at", message.SentAt)
        )
        {
            Pools = Pools(message, read),
        };

    private static RegionHeartbeat.Types.Pool Message(PoolCapacity pool) =>
        new()
        {
            Name = pool.Name,
            ClustersMax = pool.ClustersMax,
            ClustersUsed = pool.ClustersUsed,
            UnitsMax = pool.UnitsMax,
            UnitsUsed = pool.UnitsUsed,
            Accepting = pool.Accepting,
        };

    private static List<PoolCapacity> Pools(RegionHeartbeat message, FieldReader read)
    {
        if (!message.HasPoolCount)
            read.Fail(ParseReasons.MissingField, "pool_count is missing.");
        else if (message.PoolCount != message.Pools.Count)
            read.Fail(ParseReasons.InvalidField, "pool_count is not the number of pools.");
        if (message.Pools.Count > Limits.PoolsPerRegion)
            read.Fail(ParseReasons.InvalidField, $"There are more than {Limits.PoolsPerRegion} pools.");
        if (message.Pools.DistinctBy(p => p.Name).Count() != message.Pools.Count)
            read.Fail(ParseReasons.InvalidField, "Two pools have the same name.");
        return [.. message.Pools.Select(p => Pool(p, read))];
    }

    private static PoolCapacity Pool(RegionHeartbeat.Types.Pool pool, FieldReader read) =>
        new(
            read.Id("pools.name", pool.Name),
            (int)read.AtLeast("pools.clusters_max", pool.ClustersMax, 0),
            (int)read.AtLeast("pools.clusters_used", pool.ClustersUsed, 0),
            (int)read.AtLeast("pools.units_max", pool.UnitsMax, 0),
            (int)read.AtLeast("pools.units_used", pool.UnitsUsed, 0),
            pool.Accepting
        );
}
