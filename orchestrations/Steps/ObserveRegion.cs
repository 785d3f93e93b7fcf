using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Records;

namespace Mothership.Orchestrations.Steps;

/// <summary>Looks what the region has made of the desired state.</summary>
public sealed class ObserveRegion(IClusterStore clusters, IObservationStore observations, OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(ObserveRegion))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var stored = await clusters.FindAsync(call.Scope, call.Cluster, cancellation);
        if (stored?.Value is not { } cluster || cluster.Generation != call.Input.Generation)
            return StepResult.Superseded;
        var seen = await observations.FindAsync(call.Scope, call.Cluster, cancellation);
        if (seen is null || seen.Generation != cluster.Generation)
            return StepResult.Waiting;
        if (seen is { State: ObservedState.Building, Message: { } progress })
            await journal.NoteProgressAsync(call, progress, cancellation);
        return Judge(cluster, seen);
    }

    private static StepResult Judge(Cluster cluster, Observation seen) =>
        seen.State switch
        {
            ObservedState.Failed => StepResult.Failed(
                seen.Reason ?? "region_failed",
                $"Region {cluster.Region} reports: {seen.Message ?? seen.Reason}"
            ),
            ObservedState.Gone when cluster.IsDeleting => StepResult.Done,
            // A region that does not know how to suspend calls it ready all the same.
            ObservedState.Ready when !cluster.IsDeleting && seen.Suspended == cluster.Suspension is not null =>
                StepResult.Done,
            _ => StepResult.Waiting,
        };
}
