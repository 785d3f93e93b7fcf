using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Clusters;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.ServiceProvisioning;

/// <summary>
/// Undoes the publication of a new service: it has failed, and its region is told that nothing is wanted.
/// </summary>
public sealed class WithdrawService(ServiceEditor editor, DesiredServices desired, OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(WithdrawService))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var cause = call.Failure!.Detail;
        var service = await editor.EditAsync(
            call.Scope,
            call.Service,
            s => ServiceDecider.FailCreation(s, call.Input.Generation, cause, journal.Now),
            cancellation
        );
        if (service is null || service.IsDeleting)
            return StepResult.Superseded;
        if (service.Phase == ClusterPhase.Failed)
            await desired.PublishAsync(service, call.Input.TraceParent, cancellation);
        await journal.NoteUndoneAsync(call, cancellation);
        return StepResult.Done;
    }
}
