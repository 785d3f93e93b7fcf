using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.ServiceUpdating;

/// <summary>Makes a change count: from this moment on the service costs what it is now.</summary>
public sealed class ApplyService(
    IServiceStore services,
    ServiceEditor editor,
    IServiceObservationStore observations,
    ServiceSecrets secrets,
    IPriceBook prices,
    OperationJournal journal
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(ApplyService))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        var before = (await services.FindAsync(call.Scope, call.Service, cancellation))?.Value.Applied;
        var seen = await observations.FindAsync(call.Scope, call.Service, cancellation);
        var service = await editor.EditAsync(call.Scope, call.Service, s => Decide(s, call, seen), cancellation);
        var applied = service is not null && service.Applied == service.Wanted;
        // A service that has moved on without a deletion can only have done so after this change was applied.
        if (service is null || (!applied && service.IsDeleting))
            return StepResult.Superseded;
        if (!applied && service.Generation == call.Input.Generation)
            return StepResult.Failed(
                "price_missing",
                $"{ServiceTariff.AddOnOf(service.Kind)} is not on sale in {service.Region} any more."
            );
        if (before is not null)
            await secrets.DeleteReplacedAsync(before.Spec, service, cancellation);
        await journal.NoteDoneAsync(call, since, cancellation);
        return StepResult.Done;
    }

    private ServiceDecision? Decide(Service service, StepCall call, ServiceObservation? seen)
    {
        var now = journal.Now;
        var price = ServiceTariff.Find(prices, service.Region, service.Kind, service.Spec.Units, now);
        if (price is null && service.LastBilledAt is not null && !service.IsSuspended)
            return null;
        return ServiceDecider.Repricing(
            service,
            prices,
            now,
            s => ServiceDecider.Apply(s, call.Input.Generation, seen?.Endpoint, price, now)
        );
    }
}
