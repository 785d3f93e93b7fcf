using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.ServiceProvisioning;

/// <summary>Makes the service usable: from this moment on it costs, if it has a price.</summary>
public sealed class ActivateService(
    ServiceEditor editor,
    IServiceObservationStore observations,
    IPriceBook prices,
    OperationJournal journal
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(ActivateService))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        var seen = await observations.FindAsync(call.Scope, call.Service, cancellation);
        var service = await editor.EditAsync(call.Scope, call.Service, s => Decide(s, call, seen), cancellation);
        if (service is null || (service.ProvisionedAt is null && IsPassed(service, call)))
            return StepResult.Superseded;
        if (service.ProvisionedAt is null)
            return StepResult.Failed(
                "price_missing",
                $"{ServiceTariff.AddOnOf(service.Kind)} is not on sale in {service.Region} any more."
            );
        await journal.NoteDoneAsync(call, since, cancellation);
        return StepResult.Done;
    }

    private ServiceDecision? Decide(Service service, StepCall call, ServiceObservation? seen)
    {
        var now = journal.Now;
        var price = ServiceTariff.Find(prices, service.Region, service.Kind, service.Spec.Units, now);
        return price is null && ServiceTariff.NeedsPrice(service.Kind)
            ? null
            : ServiceDecider.Activate(service, call.Input.Generation, seen?.Endpoint, price, now);
    }

    private static bool IsPassed(Service service, StepCall call) =>
        service.IsDeleting || service.Generation != call.Input.Generation;
}
