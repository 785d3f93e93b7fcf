using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Standing;

/// <summary>
/// Makes an organisation's clusters be as its holds say: looks, begins what is missing, and looks again until nothing
/// is. It holds no state of its own, so it makes no difference how often it is started or where it dies.
/// </summary>
public static class EnforceHoldsOrchestrator
{
    // Bounded, so that the history does not grow while a region is silent; the reconcile timer starts it anew.
    private const int MaxLooks = 40;
    private const int EagerLooks = 10;
    private static readonly TimeSpan Eager = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(15);

    private static readonly TaskOptions UntilItWorks = TaskOptions.FromRetryPolicy(
        new RetryPolicy(
            maxNumberOfAttempts: 10,
            firstRetryInterval: TimeSpan.FromSeconds(1),
            backoffCoefficient: 2,
            maxRetryInterval: TimeSpan.FromMinutes(1)
        )
    );

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.EnforceHolds)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<EnforceHoldsInput>()!;
        for (var looks = 1; looks <= MaxLooks; looks++)
        {
            if (await context.CallActivityAsync<int>(nameof(EnforceHolds), input, UntilItWorks) == 0)
                return;
            await context.CreateTimer(looks < EagerLooks ? Eager : Patient, CancellationToken.None);
        }
    }
}
