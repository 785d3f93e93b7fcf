using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Suspending;

/// <summary>Makes the suspension count: from this moment on the cluster costs nothing.</summary>
public sealed class ConfirmSuspension(ClusterEditor editor, IPriceBook prices, OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(ConfirmSuspension))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        var cluster = await editor.EditAsync(call.Scope, call.Cluster, c => Decide(c, call, journal.Now), cancellation);
        // A cluster that has moved on without a deletion can only have done so after the suspension had counted.
        if (cluster is null || (cluster.IsDeleting && cluster.SuspendedAt is null))
            return StepResult.Superseded;
        await journal.NoteDoneAsync(call, since, cancellation);
        return StepResult.Done;
    }

    private ClusterDecision? Decide(Cluster cluster, StepCall call, DateTimeOffset now) =>
        ClusterDecider.Repricing(
            cluster,
            prices,
            now,
            c => ClusterDecider.ConfirmSuspension(c, call.Input.Generation, now)
        );
}
