using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Provisioning;

/// <summary>Brings a new cluster about, or leaves nothing of it.</summary>
public static class ProvisionOrchestrator
{
    // Activation is the point of no return: before it all is undone, after it all goes forward.
    private static readonly Step[] Steps =
    [
        Step.Of(StepNames.Publish, nameof(PublishDesiredState), undo: nameof(WithdrawCreation)),
        new(StepNames.AwaitRegion, RegionWait.AwaitAsync),
        Step.Of(StepNames.Activate, nameof(ActivateCluster)),
        Step.Of(StepNames.RecordBilling, nameof(RecordBilling)),
    ];

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.ProvisionCluster)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaRunner.RunAsync(context, Steps);
}
