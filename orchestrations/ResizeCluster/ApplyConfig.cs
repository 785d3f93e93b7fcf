using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Orchestrations.Placing;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Resizing;

/// <summary>Makes the new kind or size count: from this moment on it costs its price.</summary>
public sealed class ApplyConfig(ClusterEditor editor, IPriceBook prices, Placer placer, OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(ApplyConfig))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        var cluster = await editor.EditAsync(call.Scope, call.Cluster, c => Decide(c, call), cancellation);
        var applied = cluster is not null && cluster.AppliedConfig == cluster.Config;
        // A cluster that has moved on without a deletion can only have done so after this change was applied.
        if (cluster is null || (!applied && cluster.IsDeleting))
            return StepResult.Superseded;
        if (!applied && cluster.Generation == call.Input.Generation)
            return StepResult.Failed("price_missing", $"{cluster.Config} is not on sale in {cluster.Region} any more.");
        // What a smaller cluster needs less is free from now on.
        await placer.SettleAsync(call.Scope, cluster.Region, cluster.Id, cancellation);
        await journal.NoteDoneAsync(call, since, cancellation);
        return StepResult.Done;
    }

    private ClusterDecision? Decide(Cluster cluster, StepCall call)
    {
        var now = journal.Now;
        return prices.Find(cluster.Region, cluster.Config, now) is { } price
            ? ClusterDecider.Repricing(
                cluster,
                prices,
                now,
                c => ClusterDecider.ApplyConfig(c, call.Input.Generation, price, now)
            )
            : null;
    }
}
