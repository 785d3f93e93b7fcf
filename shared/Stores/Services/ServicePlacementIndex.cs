using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Services;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Services;

/// <summary>Finds the services that are placed in a region.</summary>
internal sealed class ServicePlacementIndex(ResourceTable resources, IndexTable placements)
{
    private readonly TenantRows<Service> _services = new(resources.Client, RowKinds.Service);

    /// <summary>Notes where a service will be; before it is written.</summary>
    public Task AnnounceAsync(Service service, CancellationToken cancellation) =>
        placements.WriteAsync(
            new TableEntity(service.Region.Key, service.Id.Value)
            {
                [Columns.Organization] = service.Organization.Value,
            },
            cancellation
        );

    /// <summary>Forgets a service; after it is removed.</summary>
    public Task ForgetAsync(Service service, CancellationToken cancellation) =>
        placements.Client.RemoveAsync(service.Region.Key, service.Id.Value, cancellation);

    /// <summary>All services of a region. Cleans the list on the way.</summary>
    public async IAsyncEnumerable<ServiceAddress> InRegionAsync(
        RegionId region,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {region.Key}");
        await foreach (var row in placements.Client.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var organization = new OrganizationId(row.GetString(Columns.Organization));
            var id = new ServiceId(row.RowKey);
            if (await _services.FindAsync(SystemScope.For(organization), RowKeys.Of(id), cancellation) is null)
                await placements.DropIfOldAsync(row, cancellation);
            else
                yield return new(organization, id);
        }
    }
}
