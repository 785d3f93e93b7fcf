using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.Domain;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Launching;
using Mothership.Orchestrations.Records;

namespace Mothership.Orchestrations.Standing;

/// <summary>
/// One look at all clusters of an organisation: begins what brings each nearer to what the holds say.
/// </summary>
public sealed class EnforceHolds(
    IHoldStore holds,
    IClusterStore clusters,
    IOperationStore operations,
    ClusterEditor editor,
    IPriceBook prices,
    TimeProvider time
)
{
    private const string Actor = "system";

    /// <summary>The activity.</summary>
    /// <returns>How many clusters are not yet as they should be.</returns>
    [Function(nameof(EnforceHolds))]
    public async Task<int> RunAsync(
        [ActivityTrigger] EnforceHoldsInput input,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var scope = SystemScope.For(new OrganizationId(input.Organization));
        var placed = await holds.ListAsync(scope, cancellation);
        var left = 0;
        string? next = null;
        do
        {
            var page = await clusters.ListAllAsync(scope, new(Limits.MaxPageSize, next), cancellation);
            foreach (var cluster in page.Items)
                if (!await BringAsync(scope, cluster, placed, client, cancellation))
                    left++;
            next = page.Next;
        } while (next is not null);
        if (left == 0 && placed.Count == 0)
            await holds.UnwatchAsync(scope, cancellation);
        return left;
    }

    /// <returns>Whether the cluster is as it should be.</returns>
    private async Task<bool> BringAsync(
        TenantScope scope,
        Cluster cluster,
        IReadOnlyList<Hold> placed,
        DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var hold = Domain.Standing.Holds.Strongest(placed, cluster.Environment);
        try
        {
            var edited = await editor.EditAsync(scope, cluster.Id, c => Decide(c, hold), cancellation);
            if (edited?.OpenOperation is { } open)
                await CarryOnAsync(scope, open, client, cancellation);
            return edited is null || IsAsHeld(edited, hold);
        }
        catch (MothershipException busy) when (busy.Kind == ErrorKind.Conflict)
        {
            return false;
        }
    }

    private ClusterDecision? Decide(Cluster cluster, Hold? hold)
    {
        var now = time.GetUtcNow();
        return hold?.Level switch
        {
            HoldLevel.Terminate when cluster.IsDeleting => null,
            HoldLevel.Terminate => ClusterDecider.Repricing(
                cluster,
                prices,
                now,
                c => ClusterDecider.Delete(c, Actor, now, force: true)
            ),
            HoldLevel.Suspend => ClusterDecider.Suspend(cluster, hold.Reason, Actor, now),
            _ => ClusterDecider.Resume(cluster, Actor, now),
        };
    }

    private static bool IsAsHeld(Cluster cluster, Hold? hold) =>
        cluster.IsDeleting
        || hold?.Level switch
        {
            HoldLevel.Terminate => false,
            HoldLevel.Suspend => cluster.Phase == ClusterPhase.Failed
                || cluster is { Suspension: not null, SuspendedAt: not null },
            _ => cluster is { Suspension: null, SuspendedAt: null },
        };

    // Also starts what a crash between the write and the start has left.
    private async Task CarryOnAsync(
        TenantScope scope,
        OperationId open,
        DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        if (await operations.FindAsync(scope, open, cancellation) is not { Value: { IsTerminal: false } operation })
            return;
        if (
            operation.Kind is OperationKind.ClusterSuspend or OperationKind.ClusterResume or OperationKind.ClusterDelete
        )
            await OperationLauncher.StartAsync(client, operation, cancellation);
    }
}
