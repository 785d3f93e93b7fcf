using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.Around;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Suspending;

/// <summary>Stops a cluster and keeps its data, or leaves it running.</summary>
public static class SuspendOrchestrator
{
    private static readonly Step[] First =
    [
        Step.Of(StepNames.Publish, nameof(PublishDesiredState), undo: nameof(RevertSuspension)),
        new(StepNames.AwaitRegion, RegionWait.AwaitAsync),
        Step.Of(StepNames.Suspend, nameof(ConfirmSuspension)),
        Step.Of(StepNames.RecordBilling, nameof(RecordBilling)),
    ];

    private static readonly Step[] Steps = [.. First, Step.Of(StepNames.CarryServices, nameof(CarryServices))];

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.SuspendCluster)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaRunner.RunAsync(context, First, Steps);
}
