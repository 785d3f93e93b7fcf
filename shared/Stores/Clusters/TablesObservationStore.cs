using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Clusters;

/// <summary>
/// The last report of each cluster, in a table of its own: reports come often, and need no transaction.
/// </summary>
internal sealed class TablesObservationStore(TableClient table, RaceRetry retry) : IObservationStore
{
    public async Task<Observation?> FindAsync(TenantScope scope, ClusterId cluster, CancellationToken cancellation) =>
        await FindRowAsync(scope, cluster, cancellation) is { } row ? KindFor(scope).FromRow(row) : null;

    public Task<bool> RecordAsync(TenantScope scope, Observation observation, CancellationToken cancellation) =>
        retry.RunAsync(
            $"recording a report of {observation.Cluster}",
            (_, token) => TryRecordAsync(scope, observation, token),
            cancellation
        );

    public Task RemoveAsync(TenantScope scope, ClusterId cluster, CancellationToken cancellation) =>
        table.RemoveAsync(scope.Organization.Value, cluster.Value, cancellation);

    private async Task<bool> TryRecordAsync(TenantScope scope, Observation observation, CancellationToken cancellation)
    {
        var kind = KindFor(scope);
        var row = kind.ToRow(scope, observation);
        if (await FindRowAsync(scope, observation.Cluster, cancellation) is not { } there)
        {
            await table.AddEntityAsync(row, cancellation);
            return true;
        }
        if (!IsNews(observation, kind.FromRow(there)))
            return false;
        await table.UpdateEntityAsync(row, there.ETag, TableUpdateMode.Replace, cancellation);
        return true;
    }

    private static bool IsNews(Observation observation, Observation known) =>
        (observation.Generation, observation.ReportedAt).CompareTo((known.Generation, known.ReportedAt)) > 0;

    private Task<TableEntity?> FindRowAsync(TenantScope scope, ClusterId cluster, CancellationToken cancellation) =>
        table.FindAsync(scope.Organization.Value, cluster.Value, cancellation);

    // An observation does not name its organisation: the partition that it is in does.
    private static RowKind<Observation> KindFor(TenantScope scope) =>
        new("Observation", RowJson.Default.Observation)
        {
            KeyOf = o => o.Cluster.Value,
            OwnerOf = _ => scope.Organization,
        };
}
