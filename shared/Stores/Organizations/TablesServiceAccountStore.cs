using Azure.Data.Tables;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Identity;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Organizations;

/// <summary>
/// Programs' accounts in Azure Tables. A second row holds each one's name, so that no other can take it.
/// </summary>
internal sealed class TablesServiceAccountStore(ResourceTable resources, OwnedKeys keys) : IServiceAccountStore
{
    private const string Quota = "service_accounts_per_org";
    private readonly TenantRows<ServiceAccount> _rows = new(resources.Client, RowKinds.ServiceAccount);
    private readonly Creation<ServiceAccount> _creation = new(resources, RowKinds.ServiceAccount);

    public Task<Stored<ServiceAccount>?> FindAsync(
        TenantScope scope,
        ServiceAccountId id,
        CancellationToken cancellation
    ) => _rows.FindAsync(scope, id.Value, cancellation);

    public Task<PageOf<ServiceAccount>> ListAsync(
        TenantScope scope,
        IReadOnlyCollection<string> displayNames,
        PageRequest page,
        CancellationToken cancellation
    ) => _rows.ListAsync(scope, Filters.AnyOf(Columns.DisplayName, displayNames), page, cancellation);

    public Task<Stored<ServiceAccount>> CreateAsync(
        TenantScope scope,
        ServiceAccount account,
        int quota,
        CancellationToken cancellation
    ) =>
        _creation.RunAsync(
            scope,
            $"creating service account {account.Id}",
            account,
            token => BesideAsync(scope, account, quota, token),
            cancellation
        );

    public async Task<Stored<ServiceAccount>> UpdateAsync(
        TenantScope scope,
        ServiceAccount account,
        string etag,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(scope, account.Id, cancellation) is { } there && IsOtherName(there.Value, account))
            throw new InvalidOperationException($"The name of service account {account.Id} can't be changed.");
        return await _rows.UpdateAsync(scope, account, etag, cancellation);
    }

    public Task DeleteAsync(TenantScope scope, ServiceAccountId id, string? etag, CancellationToken cancellation) =>
        resources.RetryAsync(
            $"deleting service account {id}",
            (tried, token) => TryDeleteAsync(scope, id, tried == 0 ? etag : null, token),
            cancellation
        );

    private async Task<IEnumerable<TableTransactionAction>> BesideAsync(
        TenantScope scope,
        ServiceAccount account,
        int quota,
        CancellationToken cancellation
    )
    {
        var name = RowKeys.ServiceAccountName(account.DisplayName);
        if (await resources.Client.FindAsync(scope.Organization.Value, name, cancellation) is not null)
            throw NameTaken(account.DisplayName);
        var usage = await resources.UsageAsync(scope, cancellation);
        usage.Demand(Usage.ServiceAccounts, quota, Quota);
        return
        [
            ResourceTable.Add(new TableEntity(scope.Organization.Value, name)),
            usage.Change(Usage.ServiceAccounts, +1),
        ];
    }

    private async Task<bool> TryDeleteAsync(
        TenantScope scope,
        ServiceAccountId id,
        string? etag,
        CancellationToken cancellation
    )
    {
        // The account is read before its keys: a key that is created in between changes its tag, and the deletion
        // begins again.
        if (await FindAsync(scope, id, cancellation) is not { } there)
            return false;
        there.Demand(etag, $"Service account {id}");
        await keys.DeleteAsync(scope, id.Value, cancellation);
        var usage = await resources.UsageAsync(scope, cancellation);
        List<TableTransactionAction> actions =
        [
            .. ResourceTable.DeleteForGood(scope, id.Value, there.ETag),
            ResourceTable.Delete(scope, RowKeys.ServiceAccountName(there.Value.DisplayName), "*"),
            usage.Change(Usage.ServiceAccounts, -1),
        ];
        await resources.Client.SubmitTransactionAsync(actions, cancellation);
        return true;
    }

    private static bool IsOtherName(ServiceAccount there, ServiceAccount next) => there.DisplayName != next.DisplayName;

    private static MothershipException NameTaken(string name) =>
        new(
            ErrorKind.Conflict,
            "resource_already_exists",
            $"There is a service account named '{name}' already.",
            "/display_name"
        );
}
