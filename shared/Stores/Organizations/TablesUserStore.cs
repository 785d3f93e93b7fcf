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
/// People in Azure Tables. Administrators are counted, so that an organisation never loses its last one.
/// </summary>
internal sealed class TablesUserStore(ResourceTable resources, OwnedKeys keys) : IUserStore
{
    private readonly TenantRows<User> _rows = new(resources.Client, RowKinds.User);
    private readonly Creation<User> _creation = new(resources, RowKinds.User);

    public Task<Stored<User>?> FindAsync(TenantScope scope, UserId id, CancellationToken cancellation) =>
        _rows.FindAsync(scope, id.Value, cancellation);

    public Task<PageOf<User>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellation) =>
        _rows.ListAsync(scope, null, page, cancellation);

    public Task<Stored<User>> CreateAsync(TenantScope scope, User user, CancellationToken cancellation) =>
        _creation.RunAsync(
            scope,
            $"creating user {user.Id}",
            user,
            token => BesideAsync(scope, user, token),
            cancellation
        );

    public async Task<Stored<User>> UpdateAsync(
        TenantScope scope,
        User user,
        string etag,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(scope, user.Id, cancellation) is { } there && IsOtherRole(there.Value, user))
            throw new InvalidOperationException($"The role of user {user.Id} can't be changed by an update.");
        return await _rows.UpdateAsync(scope, user, etag, cancellation);
    }

    public Task DeleteAsync(TenantScope scope, UserId id, string? etag, CancellationToken cancellation) =>
        resources.RetryAsync(
            $"deleting user {id}",
            (tried, token) => TryDeleteAsync(scope, id, tried == 0 ? etag : null, token),
            cancellation
        );

    private async Task<IEnumerable<TableTransactionAction>> BesideAsync(
        TenantScope scope,
        User user,
        CancellationToken cancellation
    )
    {
        var usage = await resources.UsageAsync(scope, cancellation);
        return [usage.Change(Usage.Admins, user.IsOrganizationAdmin ? +1 : 0)];
    }

    private async Task<bool> TryDeleteAsync(TenantScope scope, UserId id, string? etag, CancellationToken cancellation)
    {
        if (await FindAsync(scope, id, cancellation) is not { } there)
            return false;
        there.Demand(etag, $"User {id}");
        RefuseLastAdmin(there.Value, await resources.UsageAsync(scope, cancellation));
        await keys.DeleteAsync(scope, id.Value, cancellation);
        var usage = await resources.UsageAsync(scope, cancellation);
        RefuseLastAdmin(there.Value, usage);
        List<TableTransactionAction> actions =
        [
            .. ResourceTable.DeleteForGood(scope, id.Value, there.ETag),
            usage.Change(Usage.Admins, there.Value.IsOrganizationAdmin ? -1 : 0),
        ];
        await resources.Client.SubmitTransactionAsync(actions, cancellation);
        return true;
    }

    private static void RefuseLastAdmin(User user, Usage usage)
    {
        if (user.IsOrganizationAdmin && usage[Usage.Admins] <= 1)
            throw new MothershipException(
                ErrorKind.Conflict,
                "last_administrator",
                $"User {user.Id} is the organization's last administrator. Make somebody else one first."
            );
    }

    private static bool IsOtherRole(User there, User next) => there.IsOrganizationAdmin != next.IsOrganizationAdmin;
}
