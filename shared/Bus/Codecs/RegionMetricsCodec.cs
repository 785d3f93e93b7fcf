using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mothership.Bus.Messages;
using Mothership.Bus.Records;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Metering;

namespace Mothership.Bus.Codecs;

/// <summary>Figures of clusters on <see cref="Topics.Metrics"/>.</summary>
public static class RegionMetricsCodec
{
    /// <summary>The message of a minute.</summary>
    public static BusMessage Encode(RegionMetrics metrics)
    {
        var message = new ClusterMetrics
        {
            ClusterId = metrics.Cluster.Value,
            OrganizationId = metrics.Organization.Value,
            Generation = metrics.Generation,
            Cloud = metrics.Region.Cloud,
            Region = metrics.Region.Name,
            Kind = FieldReader.Lower(metrics.Kind),
            Minute = metrics.Minute.ToTimestamp(),
        };
        if (metrics.Counts.IngressBytes is { } ingress)
            message.IngressBytes = ingress;
        if (metrics.Counts.EgressBytes is { } egress)
            message.EgressBytes = egress;
        if (metrics.Counts.StoredBytes is { } stored)
            message.StoredBytes = stored;
        if (metrics.Counts.Partitions is { } partitions)
            message.Partitions = partitions;
        var headers = Envelope.Headers(Envelope.MetricsKind, metrics.Region, metrics.Generation);
        return new(Topics.Metrics, metrics.Cluster.Value, message.ToByteArray(), headers);
    }

    /// <summary>Reads a minute.</summary>
    public static Parsed<RegionMetrics> Decode(BusRecord record) =>
        ProtobufReader.Read(
            record,
            Envelope.MetricsKind,
            ClusterMetrics.Parser,
            Fields,
            metrics => Envelope.CheckRouting(record, metrics.Region, metrics.Generation)
        );

    private static RegionMetrics Fields(ClusterMetrics message, FieldReader read)
    {
        var minute = read.Time("minute", message.Minute);
        if (minute.UtcTicks % TimeSpan.TicksPerMinute != 0)
            read.Fail(ParseReasons.InvalidField, "minute is not the first instant of a minute.");
        return new(
            new OrganizationId(read.Id("organization_id", message.OrganizationId)),
            new ClusterId(read.Id("cluster_id", message.ClusterId, "lkc-")),
            read.Region(message.Cloud, message.Region),
            read.AtLeast("generation", message.Generation, 1),
            read.Choice<ClusterKind>("kind", message.Kind),
            minute,
            new(
                Count(read, "ingress_bytes", message.HasIngressBytes, message.IngressBytes),
                Count(read, "egress_bytes", message.HasEgressBytes, message.EgressBytes),
                Count(read, "stored_bytes", message.HasStoredBytes, message.StoredBytes),
                Count(read, "partitions", message.HasPartitions, message.Partitions)
            )
        );
    }

    private static long? Count(FieldReader read, string name, bool isThere, long value)
    {
        if (!isThere)
            return null;
        if (value > MinuteCounts.Max)
            read.Fail(ParseReasons.InvalidField, $"{name} is {value}, more than a cluster can have.");
        return read.AtLeast(name, value, 0);
    }
}
