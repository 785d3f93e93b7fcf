using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Mothership.Regions.Heartbeats;

namespace Mothership.Region;

/// <summary>Tells the mothership every ten seconds that the region lives.</summary>
public sealed class HeartbeatFunction(HeartbeatSender sender, ILogger<HeartbeatFunction> logger)
{
    /// <summary>Sends one heartbeat. A failure only costs this one: the next comes in ten seconds.</summary>
    [Function("Heartbeat")]
    public async Task RunAsync(
        [TimerTrigger("*/10 * * * * *", RunOnStartup = true)] TimerInfo timer,
        CancellationToken cancellation
    )
    {
        try
        {
            await sender.SendAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning(e, "No heartbeat could be sent");
        }
    }
}
