using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Mothership.Bus.Messages;
using Mothership.Bus.Records;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using RunState = Mothership.Bus.Messages.ClusterDesiredState.Types.RunState;

namespace Mothership.Bus.Codecs;

/// <summary>Desired states of clusters on <see cref="Topics.Commands"/>.</summary>
public static class ClusterCommandCodec
{
    /// <summary>The message that tells a region what is wanted.</summary>
    public static BusMessage Encode(ClusterCommand command)
    {
        var message = new ClusterDesiredState
        {
            ClusterId = command.Cluster.Value,
            OrganizationId = command.Organization.Value,
            Generation = command.Generation,
            Cloud = command.Region.Cloud,
            Region = command.Region.Name,
            Kind = FieldReader.Lower(command.Config.Kind),
            Size = command.Config.Size,
            MultiZone = command.MultiZone,
            Deleted = command.Deleted,
            IssuedAt = command.IssuedAt.ToTimestamp(),
            RunState = command.Suspended ? RunState.Suspended : RunState.Running,
            EnvironmentId = command.Environment.Value,
            Pool = FieldReader.OrNone(command.Pool),
        };
        return Message(command.Cluster, command.Region, command.Generation, message.ToByteArray());
    }

    /// <summary>The message that lets compaction forget a cluster that its region has confirmed gone.</summary>
    public static BusMessage Tombstone(ClusterId cluster, RegionId region, long generation) =>
        Message(cluster, region, generation, null);

    /// <summary>Reads a desired state. A tombstone is not one: look at the record's value first.</summary>
    public static Parsed<ClusterCommand> Decode(BusRecord record) =>
        ProtobufReader.Read(
            record,
            Envelope.ClusterKind,
            ClusterDesiredState.Parser,
            Fields,
            command => Check(record, command)
        );

    private static BusMessage Message(ClusterId cluster, RegionId region, long generation, byte[]? value) =>
        new(Topics.Commands, cluster.Value, value, Envelope.Headers(Envelope.ClusterKind, region, generation));

    private static ClusterCommand Fields(ClusterDesiredState message, FieldReader read) =>
        new(
            new ClusterId(read.Id("cluster_id", message.ClusterId, "lkc-")),
            new OrganizationId(read.Id("organization_id", message.OrganizationId)),
            read.AtLeast("generation", message.Generation, 1),
            read.Region(message.Cloud, message.Region),
            new ClusterConfig(
                read.Choice<ClusterKind>("kind", message.Kind),
                (int)read.AtLeast("size", message.Size, 1)
            ),
            message.MultiZone,
            message.Deleted,
            read.Time("issued_at", message.IssuedAt),
            IsSuspended(message.RunState, read)
        )
        {
            Environment = new EnvironmentId(read.Id("environment_id", message.EnvironmentId, "env-")),
            Pool = read.IdOrNone("pool", message.Pool),
        };

    private static bool IsSuspended(RunState state, FieldReader read)
    {
        if (state is not (RunState.Running or RunState.Suspended))
            read.Fail(ParseReasons.MissingField, "run_state is missing, or has a value that is not known here.");
        return state == RunState.Suspended;
    }

    private static ParseFailure? Check(BusRecord record, ClusterCommand command) =>
        record.KeyText != command.Cluster.Value
            ? new(ParseReasons.HeaderMismatch, "The key is not the cluster's id.")
            : Envelope.CheckRouting(record, command.Region, command.Generation);
}
