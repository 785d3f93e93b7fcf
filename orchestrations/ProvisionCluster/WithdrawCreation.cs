using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Clusters;
using Mothership.Orchestrations.Placing;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Provisioning;

/// <summary>
/// Undoes the publication of a new cluster: it has failed, and its region is told that nothing is wanted.
/// </summary>
public sealed class WithdrawCreation(
    ClusterEditor editor,
    DesiredStates desired,
    Placer placer,
    OperationJournal journal
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(WithdrawCreation))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var cause = call.Failure!.Detail;
        var cluster = await editor.EditAsync(
            call.Scope,
            call.Cluster,
            c => ClusterDecider.FailCreation(c, call.Input.Generation, cause, journal.Now),
            cancellation
        );
        if (cluster is null || cluster.IsDeleting)
            return StepResult.Superseded;
        // With the next generation, so that a region that was late builds it and then takes it away again.
        if (cluster.Phase == ClusterPhase.Failed)
        {
            await desired.PublishAsync(cluster, call.Input.TraceParent, cancellation);
            await placer.ReleaseAsync(cluster, cancellation);
        }
        await journal.NoteUndoneAsync(call, cancellation);
        return StepResult.Done;
    }
}
