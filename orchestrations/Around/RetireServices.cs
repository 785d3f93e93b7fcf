using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Around;

/// <summary>
/// Begins the deletion of all that works on a cluster which goes, and tells whether all of it is gone. What they cost
/// ended when the cluster's deletion was asked for.
/// </summary>
public sealed class RetireServices(
    IClusterStore clusters,
    ClusterServices around,
    Registries registries,
    ServiceEditor editor,
    ServiceStarter starter,
    IPriceBook prices,
    OperationJournal journal,
    IOptions<ProvisioningOptions> options
)
{
    /// <summary>The activity.</summary>
    [Function(nameof(RetireServices))]
    public async Task<StepResult> RunAsync(
        [ActivityTrigger] StepCall call,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        var cluster = (await clusters.FindAsync(call.Scope, call.Cluster, cancellation))?.Value;
        if (cluster is null || cluster.Generation != call.Input.Generation)
            return StepResult.Superseded;
        var left = await around.OfClusterAsync(call.Scope, call.Cluster, cancellation);
        foreach (var service in left)
        {
            var going = await editor.EditAsync(call.Scope, service.Id, s => Delete(s, cluster), cancellation);
            await starter.StartAsync(call.Scope, going?.OpenOperation, client, cancellation);
        }
        var released = await registries.ReleaseAsync(call.Scope, cluster, cancellation);
        await starter.StartAsync(call.Scope, released?.OpenOperation, client, cancellation);
        if (left.Count == 0)
            await journal.NoteDoneAsync(call, since, cancellation);
        var patience = new Patience(options.Value.RegionTimeout, options.Value.RepublishInterval);
        return (left.Count == 0 ? StepResult.Done : StepResult.Waiting) with { Patience = patience };
    }

    private ServiceDecision? Delete(Service service, Cluster cluster)
    {
        var now = journal.Now;
        var end = cluster.DeletionRequestedAt ?? now;
        // One whose deletion failed for now is being deleted: this begins it again.
        return ServiceDecider.Repricing(service, prices, end, s => ServiceDecider.Delete(s, cluster.Actor, now, end));
    }
}
