using Azure.Data.Tables;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Identity;

/// <summary>The keys of one owner, which go when it goes.</summary>
internal sealed class OwnedKeys(ResourceTable resources, IApiKeyStore keys)
{
    /// <summary>Revokes all that there are now.</summary>
    public async Task DeleteAsync(TenantScope scope, string owner, CancellationToken cancellation)
    {
        foreach (var id in await ListAsync(scope, owner, cancellation))
            await keys.DeleteAsync(scope, id, null, cancellation);
    }

    private async Task<List<ApiKeyId>> ListAsync(TenantScope scope, string owner, CancellationToken cancellation)
    {
        var (from, to) = (RowKeys.ApiKeyPrefix, RowKeys.EndOf(RowKeys.ApiKeyPrefix));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {scope.Organization.Value} and RowKey gt {from} and RowKey lt {to} and Owner eq {owner}"
        );
        var found = new List<ApiKeyId>();
        await foreach (var row in resources.Client.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            found.Add(RowKinds.ApiKey.FromRow(scope, row).Value.Id);
        return found;
    }
}
