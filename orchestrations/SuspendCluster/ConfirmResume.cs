using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Suspending;

/// <summary>Makes the resumption count: from this moment on the cluster costs, at the price of this moment.</summary>
public sealed class ConfirmResume(
    ClusterEditor editor,
    IObservationStore observations,
    IPriceBook prices,
    OperationJournal journal
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(ConfirmResume))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        var seen = await observations.FindAsync(call.Scope, call.Cluster, cancellation);
        var cluster = await editor.EditAsync(call.Scope, call.Cluster, c => Decide(c, call, seen), cancellation);
        var isResumed = cluster is { SuspendedAt: null };
        if (cluster is null || (!isResumed && cluster.IsDeleting))
            return StepResult.Superseded;
        if (!isResumed && cluster.Generation == call.Input.Generation)
            return StepResult.Failed("price_missing", $"{cluster.Config} is not on sale in {cluster.Region} any more.");
        await journal.NoteDoneAsync(call, since, cancellation);
        return StepResult.Done;
    }

    private ClusterDecision? Decide(Cluster cluster, StepCall call, Observation? seen)
    {
        var now = journal.Now;
        return seen?.Endpoints is { } endpoints && prices.Find(cluster.Region, cluster.Config, now) is { } price
            ? ClusterDecider.ConfirmResume(cluster, call.Input.Generation, endpoints, price, now)
            : null;
    }
}
