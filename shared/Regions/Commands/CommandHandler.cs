using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Mothership.Bus;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Regions.Metering;
using Mothership.Regions.Services;

namespace Mothership.Regions.Commands;

/// <summary>
/// Makes a cluster or a service be as a command says and reports what became of it. Idempotent by resource and
/// generation: a generation that was passed is ignored, the present one is only reported again. Never throws; what it
/// can't handle goes to the dead letters.
/// </summary>
public sealed class CommandHandler
{
    private const string ServiceKind = "service";
    private readonly ILogger<CommandHandler> _logger;
    private readonly ClusterCommands _clusters;
    private readonly ServiceCommands _services;

    /// <summary>A handler on the operators that the region has selected.</summary>
    public CommandHandler(
        RegionSettings settings,
        SelectedOperator clusters,
        SelectedServices services,
        Reporter reporter,
        DeadLetterSender deadLetters,
        TimeProvider time,
        ILogger<CommandHandler> logger
    )
    {
        _logger = logger;
        var calls = new OperatorCalls(settings, deadLetters, time, logger);
        _clusters = new(settings, clusters, reporter, calls, deadLetters, Owners, id => ToldUnfinished(id));
        _services = new(settings, services, reporter, calls, deadLetters, id => ToldUnfinished(id));
    }

    /// <summary>
    /// Called when a resource was reported as not yet as desired. What was seen of it by then may be older than what
    /// others have reported meanwhile: it is to be looked at once more.
    /// </summary>
    public Action<string> ToldUnfinished { get; set; } = static _ => { };

    /// <summary>Who the clusters belong to that commands have come for.</summary>
    public ClusterOwners Owners { get; } = new();

    /// <summary>
    /// Handles a message that the headers say is for this region. Messages of one resource must come one after another.
    /// </summary>
    public async Task HandleAsync(BusRecord record, CancellationToken cancellation)
    {
        using var activity = Continue(record);
        try
        {
            // A tombstone tells compaction, not the region: the resource was confirmed gone before.
            if (record.Value is null)
                return;
            if (record.Header(BusHeaders.Kind) == ServiceKind)
                await _services.HandleAsync(record, cancellation).ConfigureAwait(false);
            else
                await _clusters.HandleAsync(record, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _logger.LogInformation("The app stops; {Resource} will be told again", record.KeyText);
        }
        catch (Exception e)
        {
            // The batch has other resources' commands in it, and the mothership publishes again what is not confirmed.
            _logger.LogError(e, "Command {Topic}@{Offset} was not handled", record.Topic, record.Offset);
        }
    }

    private static Activity? Continue(BusRecord record) =>
        record.Header(BusHeaders.TraceParent) is { } parent && ActivityContext.TryParse(parent, null, out _)
            ? new Activity("region.command").SetParentId(parent).Start()
            : null;
}
