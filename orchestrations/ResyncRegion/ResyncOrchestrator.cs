using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Resyncing;

/// <summary>
/// Tells a region that has begun a new life what is wanted of all its clusters. Nothing to undo: it only repeats.
/// </summary>
public static class ResyncOrchestrator
{
    private static readonly TaskOptions UntilItWorks = TaskOptions.FromRetryPolicy(
        new RetryPolicy(
            maxNumberOfAttempts: int.MaxValue,
            firstRetryInterval: TimeSpan.FromSeconds(1),
            backoffCoefficient: 2,
            maxRetryInterval: TimeSpan.FromMinutes(1)
        )
    );

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.ResyncRegion)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await context.CallActivityAsync<int>(nameof(RepublishRegion), context.GetInput<ResyncInput>(), UntilItWorks);
}
