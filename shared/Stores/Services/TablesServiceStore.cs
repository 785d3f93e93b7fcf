using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Clusters;
using Mothership.Domain.Errors;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Clusters;
using Mothership.Stores.Rows;
using Mothership.Stores.Standing;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Services;

/// <summary>Services in Azure Tables, in the partition of what they work on.</summary>
internal sealed class TablesServiceStore(
    ResourceTable resources,
    OperationIndex operations,
    ServicePlacementIndex placements,
    SpendGate gate
) : IServiceStore
{
    private readonly TenantRows<Service> _rows = new(resources.Client, RowKinds.Service);
    private readonly TenantRows<Cluster> _clusters = new(resources.Client, RowKinds.Cluster);
    private readonly Creation<Service> _creation = new(resources, RowKinds.Service);
    private readonly DecisionWriter<Service> _writer = new(
        resources,
        operations,
        gate,
        RowKinds.Service,
        s => ServiceCounters.Of(s.Kind)
    );

    public Task<Stored<Service>?> FindAsync(TenantScope scope, ServiceId id, CancellationToken cancellation) =>
        _rows.FindAsync(scope, RowKeys.Of(id), cancellation);

    public async Task<Stored<Service>?> FindConnectorAsync(
        TenantScope scope,
        ClusterId cluster,
        string name,
        CancellationToken cancellation
    )
    {
        var claim = await FindRowAsync(scope, RowKeys.ConnectorName(cluster, name), cancellation);
        return claim is null ? null : await FindAsync(scope, new(claim.GetString(Columns.Service)), cancellation);
    }

    public Task<PageOf<Service>> ListAsync(
        TenantScope scope,
        ServiceFilter filter,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        // Quotas bound an organisation's services, so filtering them all is one short scan.
        var query = Filters.AllOf(
            Filters.AnyOf(Columns.Kind, filter.Kind is { } kind ? [kind.ToString()] : []),
            Filters.AnyOf(Columns.Environment, filter.Environment is { } environment ? [environment.Value] : []),
            Filters.AnyOf(Columns.Cluster, filter.Cluster is { } cluster ? [cluster.Value] : [])
        );
        return _rows.ListAsync(scope, query, page, cancellation);
    }

    public Task<Stored<Service>> CreateAsync(
        TenantScope scope,
        ServiceDecision decision,
        int quota,
        CancellationToken cancellation
    ) =>
        _creation.RunAsync(
            scope,
            $"creating {decision.Service.Id}",
            decision.Service,
            token => BesideAsync(scope, decision, quota, token),
            cancellation
        );

    public Task<Stored<Service>> SaveAsync(
        TenantScope scope,
        ServiceDecision decision,
        string etag,
        CancellationToken cancellation
    ) => _writer.SaveAsync(scope, decision.Service, decision.Started, decision.Growth, etag, cancellation);

    public async Task RemoveAsync(TenantScope scope, ServiceId id, CancellationToken cancellation)
    {
        var key = RowKeys.Of(id);
        var removed = await _writer.RemoveAsync(
            scope,
            key,
            stored => [.. ResourceTable.DeleteForGood(scope, key, stored.ETag), .. GiveNameBack(scope, stored.Value)],
            cancellation
        );
        if (removed is not null)
            await placements.ForgetAsync(removed, cancellation);
    }

    public async Task<bool> WasRemovedAsync(TenantScope scope, ServiceId id, CancellationToken cancellation) =>
        await FindRowAsync(scope, RowKeys.Gone(RowKeys.Of(id)), cancellation) is not null;

    public IAsyncEnumerable<ServiceAddress> InRegionAsync(RegionId region, CancellationToken cancellation) =>
        placements.InRegionAsync(region, cancellation);

    private Task<TableEntity?> FindRowAsync(TenantScope scope, string key, CancellationToken cancellation) =>
        resources.Client.FindAsync(scope.Organization.Value, key, cancellation);

    private async Task<IEnumerable<TableTransactionAction>> BesideAsync(
        TenantScope scope,
        ServiceDecision decision,
        int quota,
        CancellationToken cancellation
    )
    {
        var service = decision.Service;
        var environment =
            await resources.UsageAsync(scope, RowKeys.UsageOf(service.Environment), cancellation)
            ?? throw ClusterQuotas.NoEnvironment(service.Environment);
        var organization = await resources.UsageAsync(scope, cancellation);
        ServiceCounters.Demand(organization, service.Kind, quota);
        var cluster = await OnClusterAsync(scope, service, cancellation);
        var name = await ClaimNameAsync(scope, service, cancellation);
        var counter = (ServiceCounters.Of(service.Kind), +1);
        var counted = await gate.AdmitAsync(scope, decision.Growth, environment, organization, counter, cancellation);
        await Task.WhenAll(
            placements.AnnounceAsync(service, cancellation),
            decision.Started is { } announced ? operations.AnnounceAsync(announced, cancellation) : Task.CompletedTask
        );
        return
        [
            .. decision.Started is { } started ? OperationIndex.RowsOf(scope, started) : [],
            .. counted,
            .. cluster,
            .. name,
        ];
    }

    /// <summary>
    /// Its cluster has to be what it is now when the service is written: none comes to a cluster that is going.
    /// </summary>
    private async Task<IEnumerable<TableTransactionAction>> OnClusterAsync(
        TenantScope scope,
        Service service,
        CancellationToken cancellation
    )
    {
        if (service.Cluster is not { } id)
            return [];
        if (await _clusters.FindAsync(scope, id.Value, cancellation) is not { } stored)
            throw new MothershipException(ErrorKind.NotFound, "resource_not_found", $"Cluster {id} does not exist.");
        if (stored.Value.IsDeleting)
            throw new MothershipException(ErrorKind.Conflict, "cluster_deleting", $"Cluster {id} is being deleted.");
        // What costs nothing may come to a cluster that is suspended, and is suspended by the next look at it.
        if (stored.Value.Suspension is not null && ServiceTariff.NeedsPrice(service.Kind))
            throw new MothershipException(ErrorKind.Conflict, "cluster_suspended", $"Cluster {id} is suspended.");
        var unchanged = new TableEntity(scope.Organization.Value, id.Value);
        return [new(TableTransactionActionType.UpdateMerge, unchanged, new ETag(stored.ETag))];
    }

    private async Task<IEnumerable<TableTransactionAction>> ClaimNameAsync(
        TenantScope scope,
        Service service,
        CancellationToken cancellation
    )
    {
        if (service is not { Kind: ServiceKind.Connector, Cluster: { } cluster })
            return [];
        var key = RowKeys.ConnectorName(cluster, service.DisplayName);
        if (await FindRowAsync(scope, key, cancellation) is not null)
            throw new MothershipException(
                ErrorKind.Conflict,
                "resource_already_exists",
                $"Connector {service.DisplayName} already exists on {cluster}."
            );
        var claim = new TableEntity(scope.Organization.Value, key) { [Columns.Service] = service.Id.Value };
        return [ResourceTable.Add(claim)];
    }

    private static IEnumerable<TableTransactionAction> GiveNameBack(TenantScope scope, Service service)
    {
        if (service is not { Kind: ServiceKind.Connector, Cluster: { } cluster })
            yield break;
        var claim = new TableEntity(scope.Organization.Value, RowKeys.ConnectorName(cluster, service.DisplayName));
        yield return new(TableTransactionActionType.Delete, claim, ETag.All);
    }
}
