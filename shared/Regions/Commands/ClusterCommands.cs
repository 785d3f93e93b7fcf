using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Domain.Ports;
using Mothership.Regions.Metering;

namespace Mothership.Regions.Commands;

/// <summary>Makes clusters be as commands say.</summary>
internal sealed class ClusterCommands(
    RegionSettings settings,
    SelectedOperator selected,
    Reporter reporter,
    OperatorCalls calls,
    DeadLetterSender deadLetters,
    ClusterOwners owners,
    Action<string> toldUnfinished
)
{
    private readonly AppliedGenerations _applied = new();

    public async Task HandleAsync(BusRecord record, CancellationToken cancellation)
    {
        var parsed = ClusterCommandCodec.Decode(record);
        if ((parsed.Failure ?? Misdirected.Check(parsed.Value!.Region, settings)) is { } failure)
        {
            await deadLetters.TrySendAsync(record, failure, attempts: 1, cancellation).ConfigureAwait(false);
            return;
        }
        var command = parsed.Value!;
        var seen = await calls
            .CarryOutAsync(record, token => ApplyAsync(command, token), e => Refused(command, e), cancellation)
            .ConfigureAwait(false);
        if (seen is null)
            return;
        await reporter.ReportAsync(command.Organization, seen, cancellation).ConfigureAwait(false);
        if (seen.State == ObservedState.Building)
            toldUnfinished(record.KeyText);
    }

    /// <summary>One attempt; null when the command is older than what has been applied.</summary>
    private async Task<Observation?> ApplyAsync(ClusterCommand command, CancellationToken cancellation)
    {
        var id = command.Cluster.Value;
        var present = await selected.Operator.FindAsync(id, cancellation).ConfigureAwait(false);
        var known = _applied.Find(id);
        if (command.Generation < Math.Max(present?.Generation ?? 0, known?.Generation ?? 0))
            return null;
        if (command.Deleted)
            return await DeleteAsync(command, present is null && known is { Deleted: true }, cancellation)
                .ConfigureAwait(false);
        if (known is { Deleted: true } && command.Generation == known.Value.Generation)
            return Observed(command, ObservedState.Gone);

        var wanted = Wanted(command);
        if (present is null || !IsAs(present, wanted))
            present = await selected.Operator.ApplyAsync(wanted, cancellation).ConfigureAwait(false);
        _applied.Record(id, command.Generation, deleted: false);
        owners.Note(command.Cluster, command.Organization);
        return reporter.Observe(present) with { Generation = command.Generation };
    }

    private async Task<Observation> DeleteAsync(ClusterCommand command, bool isGone, CancellationToken cancellation)
    {
        var id = command.Cluster.Value;
        if (!isGone && !await selected.Operator.DeleteAsync(id, command.Generation, cancellation).ConfigureAwait(false))
        {
            // It goes on after this, and may be over before a late command of an earlier wish comes.
            _applied.Record(id, command.Generation, deleted: false);
            return Observed(command, ObservedState.Building) with { Message = "It is being deleted." };
        }
        _applied.Record(id, command.Generation, deleted: true);
        owners.Forget(command.Cluster);
        return Observed(command, ObservedState.Gone);
    }

    private static DesiredCluster Wanted(ClusterCommand command) =>
        new(command.Cluster.Value, command.Generation, command.Config, command.MultiZone, command.Suspended)
        {
            Organization = command.Organization.Value,
            Environment = command.Environment.Value,
            Pool = command.Pool,
        };

    private static bool IsAs(OperatedCluster present, DesiredCluster wanted) =>
        (present.Generation, present.Config, present.Suspended) == (wanted.Generation, wanted.Config, wanted.Suspended);

    private Observation Refused(ClusterCommand command, OperatorException refused) =>
        Observed(command, ObservedState.Failed) with
        {
            Reason = refused.Reason,
            Message = refused.Message,
        };

    private Observation Observed(ClusterCommand command, ObservedState state) =>
        reporter.Observe(command.Cluster, command.Generation, state);
}
