using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Clusters;

/// <summary>Finds the clusters that are placed in a region.</summary>
internal sealed class PlacementIndex(ResourceTable resources, IndexTable placements)
{
    private readonly TenantRows<Cluster> _clusters = new(resources.Client, RowKinds.Cluster);

    /// <summary>Notes where a cluster will be; before it is written.</summary>
    public Task AnnounceAsync(Cluster cluster, CancellationToken cancellation) =>
        placements.WriteAsync(
            new TableEntity(cluster.Region.Key, cluster.Id.Value)
            {
                [Columns.Organization] = cluster.Organization.Value,
            },
            cancellation
        );

    /// <summary>Forgets a cluster; after it is removed.</summary>
    public Task ForgetAsync(Cluster cluster, CancellationToken cancellation) =>
        placements.Client.RemoveAsync(cluster.Region.Key, cluster.Id.Value, cancellation);

    /// <summary>All clusters of a region. Cleans the list on the way.</summary>
    public async IAsyncEnumerable<ClusterAddress> InRegionAsync(
        RegionId region,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {region.Key}");
        await foreach (var row in placements.Client.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var organization = new OrganizationId(row.GetString(Columns.Organization));
            var found = await _clusters.FindAsync(SystemScope.For(organization), row.RowKey, cancellation);
            if (found is null)
                await placements.DropIfOldAsync(row, cancellation);
            else
                yield return new(organization, found.Value.Id);
        }
    }
}
