using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Mothership.Regions.Metering;

namespace Mothership.Region;

/// <summary>Tells the mothership every minute what the region's clusters did in the one before.</summary>
public sealed class MetricsFunction(MetricsSender sender, ILogger<MetricsFunction> logger)
{
    /// <summary>Sends one minute. A failure only costs this one.</summary>
    [Function("SendMetrics")]
    public async Task RunAsync([TimerTrigger("5 * * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        try
        {
            await sender.SendAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning(e, "No metrics could be sent");
        }
    }
}
