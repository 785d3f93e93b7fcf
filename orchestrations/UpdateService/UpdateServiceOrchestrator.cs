using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.ServiceUpdating;

/// <summary>Changes, pauses, suspends or resumes a service, or leaves it as it was.</summary>
public static class UpdateServiceOrchestrator
{
    private static readonly Step[] Steps =
    [
        Step.Of(StepNames.Publish, nameof(PublishService), undo: nameof(RevertService)),
        new(StepNames.AwaitRegion, RegionWait.AwaitAsync),
        Step.Of(StepNames.ApplyService, nameof(ApplyService)),
        Step.Of(StepNames.RecordBilling, nameof(RecordBilling)),
    ];

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.UpdateService)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaRunner.RunAsync(context, Steps);
}
