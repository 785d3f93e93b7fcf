using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Records;

namespace Mothership.Orchestrations.Steps;

/// <summary>Tells the region what is wanted; called again for as long as the region does not confirm.</summary>
public sealed class PublishDesiredState(
    IClusterStore clusters,
    DesiredStates desired,
    OperationJournal journal,
    IOptions<ProvisioningOptions> options
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(PublishDesiredState))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        var stored = await clusters.FindAsync(call.Scope, call.Cluster, cancellation);
        if (stored?.Value is not { } cluster || cluster.Generation != call.Input.Generation)
            return StepResult.Superseded;

        await desired.PublishAsync(cluster, call.Input.TraceParent, cancellation);
        var times = call.Step == StepNames.AwaitRegion ? call.Attempt : 1;
        await journal.NoteReachedAsync(call, StepNames.AwaitRegion, times, since, cancellation);
        var patience = new Patience(options.Value.RegionTimeout, options.Value.RepublishInterval, MayMove: true);
        return StepResult.Done with { Patience = patience };
    }
}
