using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.Around;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Retiring;

/// <summary>
/// Removes a cluster. Its cost ended when the deletion was asked for, so that is written first; then what works on it
/// goes, while there still is something to work on.
/// </summary>
public static class RetireOrchestrator
{
    private static readonly Step[] First =
    [
        Step.Of(StepNames.RecordBilling, nameof(RecordBilling)),
        Step.Of(StepNames.Publish, nameof(PublishDesiredState), undo: nameof(LeaveDeletion)),
        new(StepNames.AwaitRegion, RegionWait.AwaitAsync),
        Step.Of(StepNames.Remove, nameof(RemoveCluster)),
    ];

    private static readonly Step[] Steps =
    [
        First[0],
        new(StepNames.RetireServices, ServicesWait.AwaitAsync, Undo: nameof(LeaveDeletion)),
        .. First[1..],
    ];

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.RetireCluster)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        RegionWait.WakeWhatIsSuperseded(context);
        return SagaRunner.RunAsync(context, First, Steps);
    }
}
