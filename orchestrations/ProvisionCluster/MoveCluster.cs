using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Placing;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Provisioning;

/// <summary>
/// Places a new cluster elsewhere in its region, because its region has found its pool full. The next generation names
/// another pool: what the first one may have of it goes by that.
/// </summary>
public sealed class MoveCluster(
    IClusterStore clusters,
    ClusterEditor editor,
    DesiredStates desired,
    Placer placer,
    OperationJournal journal
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(MoveCluster))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var (since, refused) = (journal.Now, call.Input.Generation);
        await journal.NoteRetryAsync(call, cancellation);
        var cluster = (await clusters.FindAsync(call.Scope, call.Cluster, cancellation))?.Value;
        if (cluster?.Generation == refused && !cluster.IsDeleting)
        {
            if (await placer.MoveAsync(cluster, call.Failure!.Detail, cancellation) is not { } reservation)
                return StepResult.Failed(RegionFull.Code, call.Failure.Detail);
            cluster = await editor.EditAsync(
                call.Scope,
                call.Cluster,
                c => ClusterDecider.Move(c, refused, reservation.Pool, journal.Now),
                cancellation
            );
        }
        if (cluster is null || cluster.Generation != refused + 1 || cluster.OpenOperation != call.Operation)
            return StepResult.Superseded;
        await desired.PublishAsync(cluster, call.Input.TraceParent, cancellation);
        await journal.WriteAsync(call, (o, now) => Moved(o, call.Attempt, since, now), cancellation);
        return StepResult.Done with { Generation = cluster.Generation };
    }

    private static Operation Moved(Operation operation, int attempt, DateTimeOffset since, DateTimeOffset now)
    {
        const string cause = "There was no room where it was placed first. It is placed elsewhere in its region.";
        var plan = StepNames.PlanOf(operation.Kind);
        return OperationProgress.Reach(operation, plan, StepNames.AwaitRegion, attempt, cause, since, now);
    }
}
