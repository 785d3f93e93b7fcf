using Azure.Data.Tables;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Fleet;

/// <summary>The regions of the fleet in Azure Tables: one partition, few rows.</summary>
internal sealed class TablesRegionStore(TableClient table, RaceRetry retry) : IRegionStore
{
    private const string Partition = "region";

    private static readonly RowKind<RegionStatus> _kind = new("Region", RowJson.Default.RegionStatus)
    {
        KeyOf = r => r.Id.Key,
        OwnerOf = _ => default(OrganizationId),
    };

    public async Task<RegionStatus?> FindAsync(RegionId id, CancellationToken cancellation) =>
        await table.FindAsync(Partition, id.Key, cancellation) is { } row ? _kind.FromRow(row) : null;

    public async Task<IReadOnlyList<RegionStatus>> ListAsync(CancellationToken cancellation)
    {
        var regions = new List<RegionStatus>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            regions.Add(_kind.FromRow(row));
        return regions;
    }

    public Task<RegionStatus?> RecordAsync(RegionStatus heartbeat, CancellationToken cancellation) =>
        retry.RunAsync(
            $"recording a heartbeat of {heartbeat.Id}",
            (_, token) => TryRecordAsync(heartbeat, token),
            cancellation
        );

    private async Task<RegionStatus?> TryRecordAsync(RegionStatus heartbeat, CancellationToken cancellation)
    {
        if (await table.FindAsync(Partition, heartbeat.Id.Key, cancellation) is not { } row)
        {
            await table.AddEntityAsync(_kind.ToRow(Partition, heartbeat.Id.Key, heartbeat), cancellation);
            return null;
        }
        var known = _kind.FromRow(row);
        if (known.LastHeartbeatAt > heartbeat.LastHeartbeatAt)
            return known;
        var next = _kind.ToRow(Partition, heartbeat.Id.Key, heartbeat with { FirstSeenAt = known.FirstSeenAt });
        await table.UpdateEntityAsync(next, row.ETag, TableUpdateMode.Replace, cancellation);
        return known;
    }
}
