using Azure.Data.Tables;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Clusters;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Services;

/// <summary>The last report of each service; in the table of those of clusters, under keys of its own.</summary>
internal sealed class TablesServiceObservationStore(TableClient table, RaceRetry retry) : IServiceObservationStore
{
    private readonly LastReports<ServiceObservation> _reports = new(
        table,
        retry,
        RowJson.Default.ServiceObservation,
        o => RowKeys.Of(o.Service),
        o => (o.Generation, o.ReportedAt)
    );

    public Task<ServiceObservation?> FindAsync(TenantScope scope, ServiceId service, CancellationToken cancellation) =>
        _reports.FindAsync(scope, RowKeys.Of(service), cancellation);

    public Task<bool> RecordAsync(TenantScope scope, ServiceObservation observation, CancellationToken cancellation) =>
        _reports.RecordAsync(scope, observation, cancellation);

    public Task RemoveAsync(TenantScope scope, ServiceId service, CancellationToken cancellation) =>
        _reports.RemoveAsync(scope, RowKeys.Of(service), cancellation);
}
