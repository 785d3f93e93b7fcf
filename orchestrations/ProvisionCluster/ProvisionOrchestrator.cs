using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Domain.Fleet;
using Mothership.Orchestrations.Around;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Provisioning;

/// <summary>Brings a new cluster about, or leaves nothing of it.</summary>
public static class ProvisionOrchestrator
{
    // Activation is the point of no return: before it all is undone, after it all goes forward.
    private static readonly Step[] First =
    [
        Step.Of(StepNames.Publish, nameof(PublishDesiredState), undo: nameof(WithdrawCreation)),
        new(StepNames.AwaitRegion, AwaitPlaceAsync),
        Step.Of(StepNames.Activate, nameof(ActivateCluster)),
        Step.Of(StepNames.RecordBilling, nameof(RecordBilling)),
    ];

    // The registry is nothing that the cluster needs, so it comes when all that concerns the cluster is done.
    private static readonly Step[] Steps = [.. First, Step.Of(StepNames.BringRegistry, nameof(BringRegistry))];

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.ProvisionCluster)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaRunner.RunAsync(context, First, Steps);

    // A pool that has no room after all is not the customer's affair as long as another one has.
    private static async Task<StepResult> AwaitPlaceAsync(Saga saga)
    {
        while (true)
        {
            var result = await RegionWait.AwaitAsync(saga);
            if (result.Failure?.Code != RegionFull.Code || saga.Patience is not { MayMove: true })
                return result;
            var moved = await saga.CallAsync(nameof(MoveCluster), StepNames.AwaitRegion, result.Failure);
            if (moved.Verdict != StepVerdict.Done)
                return moved;
        }
    }
}
