using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Resyncing;

namespace Mothership.Orchestrations.Fleet;

/// <summary>
/// Takes the heartbeats of regions: the first one registers a region, one of a new incarnation starts a resync. Never
/// throws; what it can't handle goes to the dead letters.
/// </summary>
public sealed class HeartbeatHandler(
    IRegionStore regions,
    DeadLetterSender deadLetters,
    TimeProvider time,
    ILogger<HeartbeatHandler> logger
)
{
    // A heartbeat that lay on the topic while the mothership was away says that the region lived then, not that it
    // lives now.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(30);

    /// <summary>Handles one heartbeat.</summary>
    public async Task HandleAsync(BusRecord record, DurableTaskClient client, CancellationToken cancellation)
    {
        try
        {
            var parsed = HeartbeatCodec.Decode(record);
            if (!parsed.Succeeded)
            {
                await deadLetters.TrySendAsync(record, parsed.Failure, attempts: 1, cancellation);
                return;
            }
            var (_, failed) = await Backoff.ForMessages.TryAsync(
                _ => TakeAsync(parsed.Value, client, cancellation),
                _ => true,
                time,
                cancellation
            );
            // No dead letter: the next heartbeat says the same.
            if (failed is not null)
                logger.LogError(failed, "A heartbeat of {Region} was not recorded", parsed.Value.Region);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            logger.LogInformation("The app stops; {Region} will be heard again", record.KeyText);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Heartbeat {Topic}@{Offset} was not handled", record.Topic, record.Offset);
        }
    }

    private async Task TakeAsync(Heartbeat heartbeat, DurableTaskClient client, CancellationToken cancellation)
    {
        var before = await regions.FindAsync(heartbeat.Region, cancellation);
        // Before the record: if it were after it, a crash in between would lose the resync for good.
        if (before?.Incarnation != heartbeat.Incarnation)
            await ResyncAsync(heartbeat, client, cancellation);
        var now = time.GetUtcNow();
        var heardAt = heartbeat.SentAt < now - Freshness ? heartbeat.SentAt : now;
        var status = new RegionStatus(
            heartbeat.Region,
            heartbeat.Incarnation,
            heardAt,
            heardAt,
            heartbeat.Capacity,
            heartbeat.Operator,
            heartbeat.Version
        )
        {
            Pools = heartbeat.Pools,
        };
        await regions.RecordAsync(status, cancellation);
    }

    private static Task ResyncAsync(Heartbeat heartbeat, DurableTaskClient client, CancellationToken cancellation)
    {
        var input = new ResyncInput(heartbeat.Region.Cloud, heartbeat.Region.Name, heartbeat.Incarnation);
        return OperationLauncher.StartOnceAsync(
            client,
            OrchestratorNames.ResyncRegion,
            input.InstanceId,
            input,
            cancellation
        );
    }
}
