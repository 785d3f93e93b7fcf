using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mothership.Bus.Messages;
using Mothership.Bus.Records;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Services;
using RunState = Mothership.Bus.Messages.ServiceDesiredState.Types.RunState;

namespace Mothership.Bus.Codecs;

/// <summary>Desired states of services on <see cref="Topics.Commands"/>.</summary>
public static class ServiceCommandCodec
{
    /// <summary>The message that tells a region what is wanted.</summary>
    public static BusMessage Encode(ServiceCommand command)
    {
        var message = new ServiceDesiredState
        {
            ServiceId = command.Service.Value,
            OrganizationId = command.Organization.Value,
            EnvironmentId = command.Environment.Value,
            ClusterId = command.Cluster?.Value ?? "",
            Generation = command.Generation,
            Cloud = command.Region.Cloud,
            Region = command.Region.Name,
            Pool = FieldReader.OrNone(command.Pool),
            Kind = FieldReader.Lower(command.Kind),
            Units = command.Spec.Units,
            Settings = { command.Spec.Settings.ToDictionary() },
            Secrets = { command.Spec.Secrets.ToDictionary() },
            RunState = (RunState)((int)command.RunState + 1),
            Deleted = command.Deleted,
            IssuedAt = command.IssuedAt.ToTimestamp(),
        };
        return Message(command.Service, command.Region, command.Generation, message.ToByteArray());
    }

    /// <summary>The message that lets compaction forget a service that its region has confirmed gone.</summary>
    public static BusMessage Tombstone(ServiceId service, RegionId region, long generation) =>
        Message(service, region, generation, null);

    /// <summary>Reads a desired state. A tombstone is not one: look at the record's value first.</summary>
    public static Parsed<ServiceCommand> Decode(BusRecord record) =>
        ProtobufReader.Read(
            record,
            Envelope.ServiceKind,
            ServiceDesiredState.Parser,
            Fields,
            command => Check(record, command)
        );

    private static BusMessage Message(ServiceId service, RegionId region, long generation, byte[]? value) =>
        new(Topics.Commands, service.Value, value, Envelope.Headers(Envelope.ServiceKind, region, generation));

    private static ServiceCommand Fields(ServiceDesiredState message, FieldReader read) =>
        new()
        {
            Service = new ServiceId(read.Id("service_id", message.ServiceId)),
            Kind = read.Choice<ServiceKind>("kind", message.Kind),
            Organization = new OrganizationId(read.Id("organization_id", message.OrganizationId)),
            Environment = new EnvironmentId(read.Id("environment_id", message.EnvironmentId, "env-")),
            Cluster = message.ClusterId.Length == 0 ? null : new(read.Id("cluster_id", message.ClusterId, "lkc-")),
            Generation = read.AtLeast("generation", message.Generation, 1),
            Region = read.Region(message.Cloud, message.Region),
            Pool = read.IdOrNone("pool", message.Pool),
            Spec = new(
                (int)read.AtLeast("units", message.Units, 1),
                read.Texts("settings", message.Settings),
                read.Texts("secrets", message.Secrets)
            ),
            RunState = RunStateOf(message.RunState, read),
            Deleted = message.Deleted,
            IssuedAt = read.Time("issued_at", message.IssuedAt),
        };

    private static ServiceRunState RunStateOf(RunState state, FieldReader read)
    {
        if (state is RunState.Running or RunState.Paused or RunState.Suspended)
            return (ServiceRunState)((int)state - 1);
        read.Fail(ParseReasons.MissingField, "run_state is missing, or has a value that is not known here.");
        return default;
    }

    private static ParseFailure? Check(BusRecord record, ServiceCommand command) =>
        record.KeyText != command.Service.Value
            ? new(ParseReasons.HeaderMismatch, "The key is not the service's id.")
            : Envelope.CheckRouting(record, command.Region, command.Generation);
}
