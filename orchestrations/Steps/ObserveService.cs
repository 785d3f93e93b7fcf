using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Records;

namespace Mothership.Orchestrations.Steps;

/// <summary>Looks what the region has made of the desired state of a service.</summary>
public sealed class ObserveService(
    IServiceStore services,
    IServiceObservationStore observations,
    OperationJournal journal
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(ObserveService))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var stored = await services.FindAsync(call.Scope, call.Service, cancellation);
        if (stored?.Value is not { } service || service.Generation != call.Input.Generation)
            return StepResult.Superseded;
        var seen = await observations.FindAsync(call.Scope, call.Service, cancellation);
        if (seen is null || seen.Generation != service.Generation)
            return StepResult.Waiting;
        if (seen is { State: ObservedState.Building, Message: { } progress })
            await journal.NoteProgressAsync(call, progress, cancellation);
        return Judge(service, seen);
    }

    private static StepResult Judge(Service service, ServiceObservation seen) =>
        seen.State switch
        {
            ObservedState.Failed => StepResult.Failed(
                seen.Reason ?? "region_failed",
                $"Region {service.Region} reports: {seen.Message ?? seen.Reason}"
            ),
            ObservedState.Gone when service.IsDeleting => StepResult.Done,
            ObservedState.Ready when !service.IsDeleting => StepResult.Done,
            _ => StepResult.Waiting,
        };
}
