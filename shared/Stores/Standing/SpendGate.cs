using Azure.Data.Tables;
using Mothership.Domain;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Standing;

/// <summary>
/// Admits what costs. Its checks and the counters that they go by are in one transaction, whose condition is that the
/// counters are what was read: so however many ask at a time, exactly as many are admitted as there is room for.
/// </summary>
internal sealed class SpendGate(ResourceTable resources, TimeProvider clock)
{
    private readonly TenantRows<SpendCap> _caps = new(resources.Client, RowKinds.SpendCap);

    /// <summary>Checks a decision and changes the counters by what it commits.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="environment">The counters of the cluster's environment.</param>
    /// <param name="organization">Those of the organisation.</param>
    /// <param name="clusters">How many more clusters there are with it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MothershipException">QuotaExceeded: a hold or a cap is in the way.</exception>
    public async Task<IEnumerable<TableTransactionAction>> AdmitAsync(
        TenantScope scope,
        ClusterDecision decision,
        Usage environment,
        Usage organization,
        int clusters,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var inEnvironment = environment.Commitment.Change(decision.CommitmentChange, now);
        var inOrganization = organization.Commitment.Change(decision.CommitmentChange, now);
        if (decision.NeedsRoom)
        {
            var where = decision.Cluster.Environment;
            if (organization[Usage.Refusals] > 0)
                Holds.RefuseGrowth(await HoldRows.ListAsync(resources.Client, scope, cancellation), where);
            if (organization[Usage.SpendCaps] > 0 && decision.CommitmentChange > 0m)
                foreach (var cap in await CapsAsync(scope, cancellation))
                    if (cap.AppliesTo(where))
                        cap.Demand(cap.Environment is null ? inOrganization : inEnvironment, now);
        }
        return
        [
            environment.Change(Usage.Clusters, clusters, inEnvironment),
            organization.Change(Usage.Clusters, clusters, inOrganization),
        ];
    }

    /// <summary>One cluster less, with what may still be committed for it.</summary>
    public TableTransactionAction GiveBack(Usage usage, Cluster cluster)
    {
        var left = cluster.CommittedPerSecond is { } rate ? usage.Commitment.Change(-rate, clock.GetUtcNow()) : null;
        return usage.Change(Usage.Clusters, -1, left);
    }

    private async Task<IReadOnlyList<SpendCap>> CapsAsync(TenantScope scope, CancellationToken cancellation) =>
        (await _caps.ListAsync(scope, null, new(Limits.SpendCapsPerOrganization, null), cancellation)).Items;
}
