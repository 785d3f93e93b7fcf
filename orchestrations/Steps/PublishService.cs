using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Records;

namespace Mothership.Orchestrations.Steps;

/// <summary>Tells the region what is wanted of a service; called again for as long as it does not confirm.</summary>
public sealed class PublishService(
    IServiceStore services,
    DesiredServices desired,
    OperationJournal journal,
    IOptions<ProvisioningOptions> options
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(PublishService))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        var stored = await services.FindAsync(call.Scope, call.Service, cancellation);
        if (stored?.Value is not { } service || service.Generation != call.Input.Generation)
            return StepResult.Superseded;

        await desired.PublishAsync(service, call.Input.TraceParent, cancellation);
        var times = call.Step == StepNames.AwaitRegion ? call.Attempt : 1;
        await journal.NoteReachedAsync(call, StepNames.AwaitRegion, times, since, cancellation);
        var patience = new Patience(options.Value.RegionTimeout, options.Value.RepublishInterval);
        return StepResult.Done with { Patience = patience };
    }
}
