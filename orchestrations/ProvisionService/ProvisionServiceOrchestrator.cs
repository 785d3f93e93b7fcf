using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.ServiceProvisioning;

/// <summary>Brings a new service about, or leaves nothing of it.</summary>
public static class ProvisionServiceOrchestrator
{
    private static readonly Step[] Steps =
    [
        Step.Of(StepNames.Publish, nameof(PublishService), undo: nameof(WithdrawService)),
        new(StepNames.AwaitRegion, RegionWait.AwaitAsync),
        Step.Of(StepNames.ActivateService, nameof(ActivateService)),
        Step.Of(StepNames.RecordBilling, nameof(RecordBilling)),
    ];

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.ProvisionService)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaRunner.RunAsync(context, Steps);
}
