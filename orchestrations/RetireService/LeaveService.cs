using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.ServiceRetiring;

/// <summary>
/// Takes the place of an undo: a deletion is never taken back, and is completed when the region reports the service
/// gone; only the operation ends.
/// </summary>
public sealed class LeaveService(ServiceEditor editor, OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(LeaveService))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        await editor.EditAsync(
            call.Scope,
            call.Service,
            s => ServiceDecider.FailDeletion(s, call.Input.Generation, call.Failure!.Detail, journal.Now),
            cancellation
        );
        return StepResult.Done;
    }
}
