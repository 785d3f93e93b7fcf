using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Orchestrations.Placing;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Resizing;

/// <summary>
/// Undoes the publication of a new kind or size: what the region had confirmed before is wanted again.
/// </summary>
public sealed class RevertConfig(ClusterEditor editor, DesiredStates desired, Placer placer, OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(RevertConfig))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var generation = call.Input.Generation;
        var cluster = await editor.EditAsync(
            call.Scope,
            call.Cluster,
            c => ClusterDecider.RevertConfig(c, generation, journal.Now),
            cancellation
        );
        if (cluster is null || cluster.IsDeleting)
            return StepResult.Superseded;
        if (cluster.Generation == generation + 1 && cluster.OpenOperation is null)
            await desired.PublishAsync(cluster, call.Input.TraceParent, cancellation);
        if (call.Failure?.Code == RegionFull.Code)
            await placer.FillAsync(cluster, cancellation);
        await placer.SettleAsync(call.Scope, cluster.Region, cluster.Id, cancellation);
        await journal.NoteUndoneAsync(call, cancellation);
        return StepResult.Done;
    }
}
