using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Clusters;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Retiring;

/// <summary>
/// Takes the place of an undo: a deletion is never taken back. It stays wanted, and is completed when the region
/// reports the cluster gone; only the operation ends.
/// </summary>
public sealed class LeaveDeletion(ClusterEditor editor, OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(LeaveDeletion))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        await editor.EditAsync(
            call.Scope,
            call.Cluster,
            c => ClusterDecider.FailDeletion(c, call.Input.Generation, call.Failure!.Detail, journal.Now),
            cancellation
        );
        return StepResult.Done;
    }
}
