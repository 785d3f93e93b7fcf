using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Domain.Ports;
using Mothership.Regions.Metering;

namespace Mothership.Regions.Commands;

/// <summary>
/// Makes a cluster be as a command says and reports what became of it. Idempotent by cluster and generation: a
/// generation that was passed is ignored, the present one is only reported again. Never throws; what it can't handle
/// goes to the dead letters.
/// </summary>
public sealed class CommandHandler(
    RegionSettings settings,
    RegionIncarnation incarnation,
    SelectedOperator selected,
    IBus bus,
    DeadLetterSender deadLetters,
    TimeProvider time,
    ILogger<CommandHandler> logger
)
{
    private readonly AppliedGenerations _applied = new();

    /// <summary>Who the clusters belong to that commands have come for.</summary>
    public ClusterOwners Owners { get; } = new();

    /// <summary>
    /// Handles a message that the headers say is for this region. Messages of one cluster must come one after another.
    /// </summary>
    public async Task HandleAsync(BusRecord record, CancellationToken cancellation)
    {
        using var activity = Continue(record);
        try
        {
            // A tombstone tells compaction, not the region: the cluster was confirmed gone before.
            if (record.Value is not null)
                await HandleCommandAsync(record, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            logger.LogInformation("The app stops; {Cluster} will be told again", record.KeyText);
        }
        catch (Exception e)
        {
            // The batch has other clusters' commands in it, and the mothership publishes again what is not confirmed.
            logger.LogError(e, "Command {Topic}@{Offset} was not handled", record.Topic, record.Offset);
        }
    }

    private async Task HandleCommandAsync(BusRecord record, CancellationToken cancellation)
    {
        var parsed = ClusterCommandCodec.Decode(record);
        var failure = parsed.Failure;
        if (parsed.Value is { } command && command.Region != settings.Id)
            failure = new(ParseReasons.HeaderMismatch, $"It is for {command.Region}, and this is {settings.Id}.");
        if (failure is not null)
            await deadLetters.TrySendAsync(record, failure, attempts: 1, cancellation).ConfigureAwait(false);
        else
            await CarryOutAsync(record, parsed.Value!, cancellation).ConfigureAwait(false);
    }

    private async Task CarryOutAsync(BusRecord record, ClusterCommand command, CancellationToken cancellation)
    {
        Observation? observation = null;
        var (attempts, failed) = await Backoff
            .ForMessages.TryAsync(
                async _ => observation = await ObserveAsync(command, cancellation).ConfigureAwait(false),
                e => e is not OperatorException { IsTransient: false },
                time,
                cancellation
            )
            .ConfigureAwait(false);
        if (failed is OperatorException { IsTransient: false } refused)
            observation = Refused(command, refused);
        else if (failed is not null)
            await SetAsideAsync(record, failed, attempts, cancellation).ConfigureAwait(false);
        if (observation is not null)
            await ReportAsync(command, observation, cancellation).ConfigureAwait(false);
    }

    /// <summary>One attempt; null when the command is older than what has been applied.</summary>
    private async Task<Observation?> ObserveAsync(ClusterCommand command, CancellationToken cancellation)
    {
        using var givingUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var applying = ApplyAsync(command, givingUp.Token);
        // Most operators have the answer at once; only for the others a timer is worth its while.
        if (applying.IsCompleted)
            return await applying.ConfigureAwait(false);
        try
        {
            return await applying.WaitAsync(settings.AttemptTimeout, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException e) when (!applying.IsCompleted)
        {
            await givingUp.CancelAsync().ConfigureAwait(false);
            // It has to be over before the next attempt: two at a time could build and tear down the same cluster.
            await ((Task)applying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new TimeoutException($"The operator took longer than {settings.AttemptTimeout}.", e);
        }
    }

    private async Task<Observation?> ApplyAsync(ClusterCommand command, CancellationToken cancellation)
    {
        var id = command.Cluster.Value;
        var present = await selected.Operator.FindAsync(id, cancellation).ConfigureAwait(false);
        var known = _applied.Find(id);
        if (command.Generation < Math.Max(present?.Generation ?? 0, known?.Generation ?? 0))
            return null;

        if (command.Deleted)
        {
            if (present is not null || known is not { Deleted: true })
                await selected.Operator.DeleteAsync(id, command.Generation, cancellation).ConfigureAwait(false);
            _applied.Record(id, command.Generation, deleted: true);
            Owners.Forget(command.Cluster);
            return Observed(command, ObservedState.Gone);
        }
        if (known is { Deleted: true } && command.Generation == known.Value.Generation)
            return Observed(command, ObservedState.Gone);

        var wanted = new DesiredCluster(id, command.Generation, command.Config, command.MultiZone, command.Suspended);
        if (present is null || !IsAs(present, wanted))
            present = await selected.Operator.ApplyAsync(wanted, cancellation).ConfigureAwait(false);
        _applied.Record(id, command.Generation, deleted: false);
        Owners.Note(command.Cluster, command.Organization);
        return Observed(command, ObservedState.Ready) with
        {
            Endpoints = present.Endpoints,
            Suspended = present.Suspended,
        };
    }

    private static bool IsAs(OperatedCluster present, DesiredCluster wanted) =>
        (present.Generation, present.Config, present.Suspended) == (wanted.Generation, wanted.Config, wanted.Suspended);

    private async Task ReportAsync(ClusterCommand command, Observation observation, CancellationToken cancellation)
    {
        var report = RegionReportCodec.Encode(new(command.Organization, settings.Id, observation));
        var (attempts, failed) = await Backoff
            .ForMessages.TryAsync(
                _ => bus.PublishAsync(report, cancellation),
                e => e is BusUnavailableException,
                time,
                cancellation
            )
            .ConfigureAwait(false);
        // No dead letter: it would have to go the same way. The mothership asks again until it hears of it.
        if (failed is not null)
            logger.LogError(failed, "No report of {Cluster} after {Attempts} attempts", command.Cluster, attempts);
    }

    private Task SetAsideAsync(BusRecord record, Exception failed, int attempts, CancellationToken cancellation)
    {
        logger.LogError(failed, "The operator failed {Attempts} times on {Cluster}", attempts, record.KeyText);
        var reason = failed is OperatorException known ? known.Reason : "operator_error";
        return deadLetters.TrySendAsync(record, new(reason, failed.Message), attempts, cancellation);
    }

    private Observation Refused(ClusterCommand command, OperatorException refused) =>
        Observed(command, ObservedState.Failed) with
        {
            Reason = refused.Reason,
            Message = refused.Message,
        };

    private Observation Observed(ClusterCommand command, ObservedState state) =>
        new(command.Cluster, command.Generation, state, null, null, null, incarnation.Value, time.GetUtcNow());

    private static Activity? Continue(BusRecord record) =>
        record.Header(BusHeaders.TraceParent) is { } parent && ActivityContext.TryParse(parent, null, out _)
            ? new Activity("region.command").SetParentId(parent).Start()
            : null;
}
