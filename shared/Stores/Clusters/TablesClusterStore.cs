using Azure.Data.Tables;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Standing;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Clusters;

/// <summary>
/// Clusters in Azure Tables. A cluster, its operation and the counters share a partition, hence a transaction.
/// </summary>
internal sealed class TablesClusterStore(
    ResourceTable resources,
    OperationIndex operations,
    PlacementIndex placements,
    SpendGate gate
) : IClusterStore
{
    private readonly TenantRows<Cluster> _rows = new(resources.Client, RowKinds.Cluster);
    private readonly DecisionWriter<Cluster> _writer = new(
        resources,
        operations,
        gate,
        RowKinds.Cluster,
        _ => Usage.Clusters
    );

    public Task<Stored<Cluster>?> FindAsync(TenantScope scope, ClusterId id, CancellationToken cancellation) =>
        _rows.FindAsync(scope, id.Value, cancellation);

    public Task<PageOf<Cluster>> ListAsync(
        TenantScope scope,
        EnvironmentId environment,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        // The quota bounds an organisation's clusters, so filtering them all is one short scan.
        var filter = TableClient.CreateQueryFilter($"Environment eq {environment.Value}");
        return _rows.ListAsync(scope, filter, page, cancellation);
    }

    public Task<PageOf<Cluster>> ListAllAsync(TenantScope scope, PageRequest page, CancellationToken cancellation) =>
        _rows.ListAsync(scope, filter: null, page, cancellation);

    public Task<Stored<Cluster>> CreateAsync(
        TenantScope scope,
        ClusterDecision decision,
        ClusterQuota quota,
        CancellationToken cancellation
    ) =>
        resources.ChangeAsync(
            scope,
            $"creating cluster {decision.Cluster.Id}",
            (tried, token) => TryCreateAsync(scope, decision, quota, tried, token),
            cancellation
        );

    public Task<Stored<Cluster>> SaveAsync(
        TenantScope scope,
        ClusterDecision decision,
        string etag,
        CancellationToken cancellation
    ) => _writer.SaveAsync(scope, decision.Cluster, decision.Started, decision.Growth, etag, cancellation);

    public async Task RemoveAsync(TenantScope scope, ClusterId id, CancellationToken cancellation)
    {
        var removed = await _writer.RemoveAsync(
            scope,
            id.Value,
            stored => [ResourceTable.Delete(scope, id.Value, stored.ETag)],
            cancellation
        );
        if (removed is not null)
            await placements.ForgetAsync(removed, cancellation);
    }

    public IAsyncEnumerable<ClusterAddress> InRegionAsync(RegionId region, CancellationToken cancellation) =>
        placements.InRegionAsync(region, cancellation);

    private async Task<Stored<Cluster>> TryCreateAsync(
        TenantScope scope,
        ClusterDecision decision,
        ClusterQuota quota,
        int tried,
        CancellationToken cancellation
    )
    {
        var cluster = decision.Cluster;
        var row = RowKinds.Cluster.ToRow(scope, cluster);
        var existing = FindAsync(scope, cluster.Id, cancellation);
        var environment = resources.UsageAsync(scope, RowKeys.UsageOf(cluster.Environment), cancellation);
        var organization = resources.UsageAsync(scope, RowKeys.Usage, cancellation);
        await Task.WhenAll(existing, environment, organization);
        if (await existing is { } there)
            return there;
        if (await environment is not { } inEnvironment || await organization is not { } inOrganization)
            throw ClusterQuotas.NoEnvironment(cluster.Environment);
        ClusterQuotas.Demand(inEnvironment, inOrganization, quota);
        var counted = await gate.AdmitAsync(
            scope,
            decision.Growth,
            inEnvironment,
            inOrganization,
            (Usage.Clusters, +1),
            cancellation
        );
        await PrepareAsync(scope, decision, tried, cancellation);
        List<TableTransactionAction> actions =
        [
            ResourceTable.Add(row),
            .. decision.Started is { } started ? OperationIndex.RowsOf(scope, started) : [],
            .. counted,
        ];
        return await resources.SubmitAsync(cluster, actions, cancellation);
    }

    private async Task PrepareAsync(
        TenantScope scope,
        ClusterDecision decision,
        int tried,
        CancellationToken cancellation
    )
    {
        // An operation outlives its cluster: one that is there without it tells that the cluster has been and gone.
        if (tried > 0 && await IsGoneAsync(scope, decision, cancellation))
            throw new MothershipException(
                ErrorKind.Conflict,
                "resource_deleted",
                $"Cluster {decision.Cluster.Id} was created by this request before, and has been deleted since."
            );
        await Task.WhenAll(
            placements.AnnounceAsync(decision.Cluster, cancellation),
            decision.Started is { } started ? operations.AnnounceAsync(started, cancellation) : Task.CompletedTask
        );
    }

    private async Task<bool> IsGoneAsync(TenantScope scope, ClusterDecision decision, CancellationToken cancellation)
    {
        if (decision.Started is not { } started)
            return false;
        // In this order: had the cluster been created after it was last looked for, it would be found now.
        var operation = await resources.Client.FindAsync(scope.Organization.Value, started.Id.Value, cancellation);
        return operation is not null && await FindAsync(scope, decision.Cluster.Id, cancellation) is null;
    }
}
