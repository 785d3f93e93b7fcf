using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Clusters;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Suspending;

/// <summary>
/// Undoes the publication of a suspension or a resumption: what the region had confirmed before is wanted again.
/// </summary>
public sealed class RevertSuspension(ClusterEditor editor, DesiredStates desired, OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(RevertSuspension))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var generation = call.Input.Generation;
        var cluster = await editor.EditAsync(
            call.Scope,
            call.Cluster,
            c => ClusterDecider.RevertSuspension(c, generation, call.Failure!.Detail, journal.Now),
            cancellation
        );
        if (cluster is null || cluster.IsDeleting)
            return StepResult.Superseded;
        if (cluster.Generation == generation + 1 && cluster.OpenOperation is null)
            await desired.PublishAsync(cluster, call.Input.TraceParent, cancellation);
        await journal.NoteUndoneAsync(call, cancellation);
        return StepResult.Done;
    }
}
