using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mothership.Bus.Messages;
using Mothership.Bus.Records;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Phase = Mothership.Bus.Messages.ClusterReport.Types.Phase;

namespace Mothership.Bus.Codecs;

/// <summary>Reports of regions on <see cref="Topics.Reports"/>.</summary>
public static class RegionReportCodec
{
    /// <summary>The message that tells the mothership what was observed.</summary>
    public static BusMessage Encode(RegionReport report)
    {
        var seen = report.Observation;
        var message = new ClusterReport
        {
            ClusterId = seen.Cluster.Value,
            OrganizationId = report.Organization.Value,
            Cloud = report.Region.Cloud,
            Region = report.Region.Name,
            ObservedGeneration = seen.Generation,
            Phase = seen.Suspended ? Phase.Suspended : PhaseOf(seen.State),
            BootstrapEndpoint = seen.Endpoints?.Bootstrap ?? "",
            HttpEndpoint = seen.Endpoints?.Http ?? "",
            Reason = seen.Reason ?? "",
            Message = seen.Message ?? "",
            Incarnation = seen.Incarnation,
            ObservedAt = seen.ReportedAt.ToTimestamp(),
        };
        var headers = Envelope.Headers(Envelope.ClusterKind, report.Region, seen.Generation);
        return new(Topics.Reports, seen.Cluster.Value, message.ToByteArray(), headers);
    }

    /// <summary>Reads a report.</summary>
    public static Parsed<RegionReport> Decode(BusRecord record) =>
        ProtobufReader.Read(
            record,
            Envelope.ClusterKind,
            ClusterReport.Parser,
            Fields,
            report => Envelope.CheckRouting(record, report.Region, report.Observation.Generation)
        );

    private static RegionReport Fields(ClusterReport message, FieldReader read)
    {
        var state = StateOf(message.Phase, read);
        var observation = new Observation(
            new ClusterId(read.Id("cluster_id", message.ClusterId, "lkc-")),
            read.AtLeast("observed_generation", message.ObservedGeneration, 1),
            state,
            state == ObservedState.Ready ? Endpoints(message, read) : null,
            state == ObservedState.Failed ? read.Id("reason", message.Reason) : null,
            state is ObservedState.Failed or ObservedState.Building ? message.Message : null,
            read.Text("incarnation", message.Incarnation),
            read.Time("observed_at", message.ObservedAt),
            message.Phase == Phase.Suspended
        );
        var organization = new OrganizationId(read.Id("organization_id", message.OrganizationId));
        return new(organization, read.Region(message.Cloud, message.Region), observation);
    }

    private static ClusterEndpoints Endpoints(ClusterReport message, FieldReader read) =>
        new(
            read.Text("bootstrap_endpoint", message.BootstrapEndpoint),
            message.HttpEndpoint.Length == 0 ? null : message.HttpEndpoint
        );

    private static Phase PhaseOf(ObservedState state) =>
        state switch
        {
            ObservedState.Ready => Phase.Ready,
            ObservedState.Failed => Phase.Failed,
            ObservedState.Gone => Phase.Gone,
            ObservedState.Building => Phase.Building,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };

    private static ObservedState StateOf(Phase phase, FieldReader read)
    {
        switch (phase)
        {
            case Phase.Ready:
            case Phase.Suspended:
                return ObservedState.Ready;
            case Phase.Failed:
                return ObservedState.Failed;
            case Phase.Gone:
                return ObservedState.Gone;
            case Phase.Building:
                return ObservedState.Building;
            case Phase.Unspecified:
                read.Fail(ParseReasons.MissingField, "phase is missing.");
                return default;
            default:
                read.Fail(ParseReasons.InvalidField, "phase has a value that is not known here.");
                return default;
        }
    }
}
