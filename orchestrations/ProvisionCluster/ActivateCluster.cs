using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Provisioning;

/// <summary>Makes the cluster usable: from this moment on it costs.</summary>
public sealed class ActivateCluster(
    ClusterEditor editor,
    IObservationStore observations,
    IPriceBook prices,
    OperationJournal journal
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(ActivateCluster))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        var seen = await observations.FindAsync(call.Scope, call.Cluster, cancellation);
        var cluster = await editor.EditAsync(call.Scope, call.Cluster, c => Decide(c, call, seen), cancellation);
        if (cluster is null || (cluster.ProvisionedAt is null && IsPassed(cluster, call)))
            return StepResult.Superseded;
        if (cluster.ProvisionedAt is null)
            return StepResult.Failed("price_missing", $"{cluster.Config} is not on sale in {cluster.Region} any more.");
        await journal.NoteDoneAsync(call, since, cancellation);
        return StepResult.Done;
    }

    private ClusterDecision? Decide(Cluster cluster, StepCall call, Observation? seen)
    {
        var now = journal.Now;
        return seen?.Endpoints is { } endpoints && prices.Find(cluster.Region, cluster.Config, now) is { } price
            ? ClusterDecider.Activate(cluster, call.Input.Generation, endpoints, price, now)
            : null;
    }

    private static bool IsPassed(Cluster cluster, StepCall call) =>
        cluster.IsDeleting || cluster.Generation != call.Input.Generation;
}
