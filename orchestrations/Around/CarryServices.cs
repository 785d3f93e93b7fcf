using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Around;

/// <summary>
/// Begins what makes a cluster's services be as the cluster is: suspended or running. One on which something else is
/// under way is left to the reconcile timer.
/// </summary>
public sealed class CarryServices(
    IClusterStore clusters,
    ClusterServices around,
    ServiceEditor editor,
    ServiceStarter starter,
    OperationJournal journal
)
{
    private const string Actor = "system";

    /// <summary>The activity.</summary>
    [Function(nameof(CarryServices))]
    public async Task<StepResult> RunAsync(
        [ActivityTrigger] StepCall call,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        if ((await clusters.FindAsync(call.Scope, call.Cluster, cancellation))?.Value is { IsDeleting: false } cluster)
            foreach (var service in await FollowersAsync(call.Scope, cluster, cancellation))
            {
                var edited = await FollowAsync(call.Scope, cluster, service, cancellation);
                await starter.StartAsync(call.Scope, edited?.OpenOperation, client, cancellation);
            }
        await journal.NoteDoneAsync(call, since, cancellation);
        return StepResult.Done;
    }

    private async Task<List<Service>> FollowersAsync(TenantScope scope, Cluster cluster, CancellationToken cancellation)
    {
        var followers = await around.OfClusterAsync(scope, cluster.Id, cancellation);
        // A credential has no compute of its own to take away.
        followers.RemoveAll(s => s.Kind == ServiceKind.Credential);
        if (await around.RegistryAsync(scope, cluster.Environment, cancellation) is { } registry)
            followers.Add(registry);
        return followers;
    }

    private async Task<Service?> FollowAsync(
        TenantScope scope,
        Cluster cluster,
        Service service,
        CancellationToken cancellation
    )
    {
        var isSuspended = cluster.Suspension is not null;
        // A registry serves all clusters of its environment: it runs as long as one of them does.
        if (service.Cluster is null && isSuspended)
            isSuspended = (await around.StayingAsync(scope, cluster.Environment, cancellation)).TrueForAll(c =>
                c.Suspension is not null
            );
        try
        {
            return await editor.EditAsync(
                scope,
                service.Id,
                s => ServiceDecider.Follow(s, isSuspended, Actor, journal.Now),
                cancellation
            );
        }
        catch (MothershipException busy) when (busy.Kind is ErrorKind.Conflict)
        {
            return null;
        }
    }
}
