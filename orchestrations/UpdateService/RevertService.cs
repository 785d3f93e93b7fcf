using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.ServiceUpdating;

/// <summary>Undoes the publication of a change: what the region had confirmed before is wanted again.</summary>
public sealed class RevertService(
    IServiceStore services,
    ServiceEditor editor,
    DesiredServices desired,
    ServiceSecrets secrets,
    OperationJournal journal
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(RevertService))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var generation = call.Input.Generation;
        var before = (await services.FindAsync(call.Scope, call.Service, cancellation))?.Value.Spec;
        var service = await editor.EditAsync(
            call.Scope,
            call.Service,
            s => ServiceDecider.Revert(s, generation, journal.Now),
            cancellation
        );
        if (service is null || service.IsDeleting)
            return StepResult.Superseded;
        if (service.Generation == generation + 1 && service.OpenOperation is null)
            await desired.PublishAsync(service, call.Input.TraceParent, cancellation);
        if (before is not null)
            await secrets.DeleteReplacedAsync(before, service, cancellation);
        await journal.NoteUndoneAsync(call, cancellation);
        return StepResult.Done;
    }
}
