using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Standing;

/// <summary>Notifications in Azure Tables: each is a row that claims its id, and one that lists it by time.</summary>
internal sealed class TablesNotificationStore(TableClient table) : INotificationStore
{
    public async Task<bool> AddAsync(TenantScope scope, Notification notification, CancellationToken cancellation)
    {
        var kind = RowKinds.Notification;
        var claim = kind.ToRow(scope, notification);
        var key = kind.Prefix + RowKeys.NewestFirst(notification.CreatedAt, notification.Id);
        var listed = kind.ToRow(scope.Organization.Value, key, notification);
        try
        {
            await table.SubmitTransactionAsync([ResourceTable.Add(claim), ResourceTable.Add(listed)], cancellation);
            return true;
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            return false;
        }
    }

    public Task<PageOf<Notification>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellation) =>
        new TenantRows<Notification>(table, RowKinds.Notification).ListAsync(scope, null, page, cancellation);
}
