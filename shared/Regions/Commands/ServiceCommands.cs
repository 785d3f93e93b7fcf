using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Regions.Services;

namespace Mothership.Regions.Commands;

/// <summary>Makes services be as commands say.</summary>
internal sealed class ServiceCommands(
    RegionSettings settings,
    SelectedServices selected,
    Reporter reporter,
    OperatorCalls calls,
    DeadLetterSender deadLetters,
    Action<string> toldUnfinished
)
{
    private readonly AppliedGenerations _applied = new();

    public async Task HandleAsync(BusRecord record, CancellationToken cancellation)
    {
        var parsed = ServiceCommandCodec.Decode(record);
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
    private async Task<ServiceObservation?> ApplyAsync(ServiceCommand command, CancellationToken cancellation)
    {
        if (selected.Operator is not { } operate)
            return command.Deleted ? Observed(command, ObservedState.Gone) : Refused(command, NoOperator());
        var id = command.Service.Value;
        var present = await operate.FindAsync(id, cancellation).ConfigureAwait(false);
        var known = _applied.Find(id);
        if (command.Generation < Math.Max(present?.Generation ?? 0, known?.Generation ?? 0))
            return null;
        if (known is { Deleted: true } && command.Generation == known.Value.Generation)
            return Observed(command, ObservedState.Gone);
        if (command.Deleted)
            return await DeleteAsync(operate, command, cancellation).ConfigureAwait(false);

        // Applied anew even when the generation is the same: a secret may have changed behind its name.
        present = await operate.ApplyAsync(Wanted(command), cancellation).ConfigureAwait(false);
        _applied.Record(id, command.Generation, deleted: false);
        return reporter.Observe(present) with { Generation = command.Generation };
    }

    private async Task<ServiceObservation> DeleteAsync(
        IServiceOperator operate,
        ServiceCommand command,
        CancellationToken cancellation
    )
    {
        var id = command.Service.Value;
        if (!await operate.DeleteAsync(id, command.Generation, cancellation).ConfigureAwait(false))
        {
            // It goes on after this, and may be over before a late command of an earlier wish comes.
            _applied.Record(id, command.Generation, deleted: false);
            return Observed(command, ObservedState.Building) with { Message = "It is being deleted." };
        }
        _applied.Record(id, command.Generation, deleted: true);
        return Observed(command, ObservedState.Gone);
    }

    private OperatorException NoOperator() =>
        new("not_available", $"Services are not available on the {settings.Operator} operator.", isTransient: false);

    private static DesiredService Wanted(ServiceCommand command) =>
        new()
        {
            Id = command.Service.Value,
            Kind = command.Kind,
            Organization = command.Organization.Value,
            Environment = command.Environment.Value,
            Cluster = command.Cluster?.Value,
            Pool = command.Pool,
            Generation = command.Generation,
            Spec = command.Spec,
            RunState = command.RunState,
        };

    private ServiceObservation Refused(ServiceCommand command, OperatorException refused) =>
        Observed(command, ObservedState.Failed) with
        {
            Reason = refused.Reason,
            Message = refused.Message,
        };

    private ServiceObservation Observed(ServiceCommand command, ObservedState state) =>
        reporter.Observe(command.Service, command.Generation, state);
}
