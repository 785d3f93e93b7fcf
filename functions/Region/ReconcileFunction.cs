using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Mothership.Regions.Watching;

namespace Mothership.Region;

/// <summary>Looks over everything in the region each minute: repairs it, and reports what was not reported.</summary>
public sealed class ReconcileFunction(RegionReconciler reconciler, ILogger<ReconcileFunction> logger)
{
    /// <summary>One pass. A failure only costs this one.</summary>
    [Function("ReconcileRegion")]
    public async Task RunAsync([TimerTrigger("35 * * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        try
        {
            await reconciler.RunAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning(e, "The region could not be looked over");
        }
    }
}
