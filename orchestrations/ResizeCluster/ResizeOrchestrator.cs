using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Resizing;

/// <summary>Changes a cluster's kind or size, or leaves it as it was.</summary>
public static class ResizeOrchestrator
{
    private static readonly Step[] Steps =
    [
        Step.Of(StepNames.Publish, nameof(PublishDesiredState), undo: nameof(RevertConfig)),
        new(StepNames.AwaitRegion, RegionWait.AwaitAsync),
        Step.Of(StepNames.Apply, nameof(ApplyConfig)),
        Step.Of(StepNames.RecordBilling, nameof(RecordBilling)),
    ];

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.ResizeCluster)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaRunner.RunAsync(context, Steps);
}
