using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.Around;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Suspending;

/// <summary>Lets a suspended cluster run again, or leaves it suspended.</summary>
public static class ResumeOrchestrator
{
    private static readonly Step[] First =
    [
        Step.Of(StepNames.Publish, nameof(PublishDesiredState), undo: nameof(RevertSuspension)),
        new(StepNames.AwaitRegion, RegionWait.AwaitAsync),
        Step.Of(StepNames.Resume, nameof(ConfirmResume)),
        Step.Of(StepNames.RecordBilling, nameof(RecordBilling)),
    ];

    private static readonly Step[] Steps = [.. First, Step.Of(StepNames.CarryServices, nameof(CarryServices))];

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.ResumeCluster)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaRunner.RunAsync(context, First, Steps);
}
