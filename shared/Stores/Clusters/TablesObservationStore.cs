using Azure.Data.Tables;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Clusters;

/// <summary>The last report of each cluster.</summary>
internal sealed class TablesObservationStore(TableClient table, RaceRetry retry) : IObservationStore
{
    private readonly LastReports<Observation> _reports = new(
        table,
        retry,
        RowJson.Default.Observation,
        o => o.Cluster.Value,
        o => (o.Generation, o.ReportedAt)
    );

    public Task<Observation?> FindAsync(TenantScope scope, ClusterId cluster, CancellationToken cancellation) =>
        _reports.FindAsync(scope, cluster.Value, cancellation);

    public Task<bool> RecordAsync(TenantScope scope, Observation observation, CancellationToken cancellation) =>
        _reports.RecordAsync(scope, observation, cancellation);

    public Task RemoveAsync(TenantScope scope, ClusterId cluster, CancellationToken cancellation) =>
        _reports.RemoveAsync(scope, cluster.Value, cancellation);
}
