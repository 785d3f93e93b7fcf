using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mothership.Bus.Records;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Phase = Mothership.Bus.Messages.ServiceReport.Types.Phase;
using Wire = Mothership.Bus.Messages.ServiceReport;

namespace Mothership.Bus.Codecs;

/// <summary>Reports of regions about services on <see cref="Topics.Reports"/>.</summary>
public static class ServiceReportCodec
{
    private static readonly (Phase Phase, ObservedState State)[] Phases =
    [
        (Phase.Ready, ObservedState.Ready),
        (Phase.Failed, ObservedState.Failed),
        (Phase.Gone, ObservedState.Gone),
        (Phase.Building, ObservedState.Building),
    ];

    /// <summary>The message that tells the mothership what was observed.</summary>
    public static BusMessage Encode(ServiceReport report)
    {
        var seen = report.Observation;
        var message = new Wire
        {
            ServiceId = seen.Service.Value,
            OrganizationId = report.Organization.Value,
            Cloud = report.Region.Cloud,
            Region = report.Region.Name,
            ObservedGeneration = seen.Generation,
            Phase = Array.Find(Phases, p => p.State == seen.State).Phase,
            Endpoint = seen.Endpoint ?? "",
            Details = { seen.Details.ToDictionary() },
            Reason = seen.Reason ?? "",
            Message = seen.Message ?? "",
            Incarnation = seen.Incarnation,
            ObservedAt = seen.ReportedAt.ToTimestamp(),
        };
        var headers = Envelope.Headers(Envelope.ServiceKind, report.Region, seen.Generation);
        return new(Topics.Reports, seen.Service.Value, message.ToByteArray(), headers);
    }

    /// <summary>Whether a record says that it is a report about a service.</summary>
    public static bool IsMeant(BusRecord record) => record.Header(BusHeaders.Kind) == Envelope.ServiceKind;

    /// <summary>Reads a report.</summary>
    public static Parsed<ServiceReport> Decode(BusRecord record) =>
        ProtobufReader.Read(
            record,
            Envelope.ServiceKind,
            Wire.Parser,
            Fields,
            report => Envelope.CheckRouting(record, report.Region, report.Observation.Generation)
        );

    private static ServiceReport Fields(Wire message, FieldReader read)
    {
        var state = StateOf(message.Phase, read);
        var observation = new ServiceObservation(
            new ServiceId(read.Id("service_id", message.ServiceId)),
            read.AtLeast("observed_generation", message.ObservedGeneration, 1),
            state,
            state == ObservedState.Ready && message.Endpoint.Length > 0 ? message.Endpoint : null,
            read.Texts("details", message.Details),
            state == ObservedState.Failed ? read.Id("reason", message.Reason) : null,
            state is ObservedState.Failed or ObservedState.Building ? message.Message : null,
            read.Text("incarnation", message.Incarnation),
            read.Time("observed_at", message.ObservedAt)
        );
        var organization = new OrganizationId(read.Id("organization_id", message.OrganizationId));
        return new(organization, read.Region(message.Cloud, message.Region), observation);
    }

    private static ObservedState StateOf(Phase phase, FieldReader read)
    {
        var found = Array.Find(Phases, p => p.Phase == phase);
        if (found.Phase == Phase.Unspecified)
            read.Fail(ParseReasons.MissingField, "phase is missing, or has a value that is not known here.");
        return found.State;
    }
}
