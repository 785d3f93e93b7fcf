using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Organizations;

/// <summary>
/// Organisations in Azure Tables: each is a row of its own partition, and a row of the table that finds them all.
/// </summary>
internal sealed class TablesOrganizationStore(ResourceTable resources, IndexTable all) : IOrganizationStore
{
    private const string Entry = "organization";
    private readonly TenantRows<Organization> _rows = new(resources.Client, RowKinds.Organization);

    public Task<Stored<Organization>?> FindAsync(TenantScope scope, CancellationToken cancellation) =>
        _rows.FindAsync(scope, RowKeys.Organization, cancellation);

    public Task<Stored<Organization>> CreateAsync(
        TenantScope scope,
        Organization organization,
        CancellationToken cancellation
    ) =>
        resources.ChangeAsync(
            scope,
            $"creating organisation {organization.Id}",
            (_, token) => TryCreateAsync(scope, organization, token),
            cancellation
        );

    public Task<Stored<Organization>> UpdateAsync(
        TenantScope scope,
        Organization organization,
        string etag,
        CancellationToken cancellation
    ) => _rows.UpdateAsync(scope, organization, etag, cancellation);

    public async IAsyncEnumerable<OrganizationId> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in all.Client.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            var id = new OrganizationId(row.PartitionKey);
            if (await FindAsync(SystemScope.For(id), cancellation) is not null)
                yield return id;
            else
                await all.DropIfOldAsync(row, cancellation);
        }
    }

    private async Task<Stored<Organization>> TryCreateAsync(
        TenantScope scope,
        Organization organization,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(scope, cancellation) is { } there)
            return there;
        await all.WriteAsync(new TableEntity(organization.Id.Value, Entry), cancellation);
        List<TableTransactionAction> actions =
        [
            ResourceTable.Add(RowKinds.Organization.ToRow(scope, organization)),
            Usage.Add(scope, RowKeys.Usage),
        ];
        return await resources.SubmitAsync(organization, actions, cancellation);
    }
}
