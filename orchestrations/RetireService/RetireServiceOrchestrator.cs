using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.ServiceRetiring;

/// <summary>Removes a service. Its cost ended before, so that is written first.</summary>
public static class RetireServiceOrchestrator
{
    private static readonly Step[] Steps =
    [
        Step.Of(StepNames.RecordBilling, nameof(RecordBilling)),
        Step.Of(StepNames.Publish, nameof(PublishService), undo: nameof(LeaveService)),
        new(StepNames.AwaitRegion, RegionWait.AwaitAsync),
        Step.Of(StepNames.RemoveService, nameof(RemoveService)),
    ];

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.RetireService)]
    public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        RegionWait.WakeWhatIsSuperseded(context);
        return SagaRunner.RunAsync(context, Steps);
    }
}
