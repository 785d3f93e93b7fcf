using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Domain.Ids;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Retiring;

/// <summary>Removes a cluster. Its cost ended when the deletion was asked for, so that is written first.</summary>
public static class RetireOrchestrator
{
    private static readonly Step[] Steps =
    [
        Step.Of(StepNames.RecordBilling, nameof(RecordBilling)),
        Step.Of(StepNames.Publish, nameof(PublishDesiredState), undo: nameof(LeaveDeletion)),
        new(StepNames.AwaitRegion, RegionWait.AwaitAsync),
        Step.Of(StepNames.Remove, nameof(RemoveCluster)),
    ];

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.RetireCluster)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        WakeWhatIsSuperseded(context);
        return SagaRunner.RunAsync(context, Steps);
    }

    // A creation or resizing under way would find out by itself at its next look; this only saves its customer the
    // wait.
    private static void WakeWhatIsSuperseded(TaskOrchestrationContext context)
    {
        if (context.GetInput<OperationInput>() is not { Generation: > 1 } input)
            return;
        var before = input.Generation - 1;
        var operation = OperationId.For(new ClusterId(input.Cluster), before);
        context.SendEvent(operation.Value, RegionWait.EventOf(before), "superseded");
    }
}
