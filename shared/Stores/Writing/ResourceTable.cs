using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Writing;

/// <summary>The Resources table, with the two ways of changing several of its rows at once.</summary>
internal sealed class ResourceTable(TableClient client, RaceRetry retry, OrganizationGate gate)
{
    public TableClient Client { get; } = client;

    /// <summary>Runs an attempt that changes counters, again and again until it has lost no race.</summary>
    public Task<T> ChangeAsync<T>(
        TenantScope scope,
        string what,
        Func<int, CancellationToken, Task<T>> attempt,
        CancellationToken cancellation
    ) => gate.RunAsync(scope.Organization, () => retry.RunAsync(what, attempt, cancellation), cancellation);

    /// <summary>
    /// Runs an attempt that makes changes of its own on the way, so that it must not hold the organisation's gate.
    /// </summary>
    public Task<T> RetryAsync<T>(
        string what,
        Func<int, CancellationToken, Task<T>> attempt,
        CancellationToken cancellation
    ) => retry.RunAsync(what, attempt, cancellation);

    /// <summary>Submits a transaction whose first action writes <paramref name="value"/>.</summary>
    public async Task<Stored<T>> SubmitAsync<T>(
        T value,
        IReadOnlyList<TableTransactionAction> actions,
        CancellationToken cancellation
    )
    {
        var responses = await Client.SubmitTransactionAsync(actions, cancellation);
        return new(value, responses.Value[0].NewETag());
    }

    public Task<Usage?> UsageAsync(TenantScope scope, string rowKey, CancellationToken cancellation) =>
        Usage.FindAsync(Client, scope, rowKey, cancellation);

    /// <summary>The organisation's counters.</summary>
    /// <exception cref="MothershipException">NotFound: there is no such organisation.</exception>
    public async Task<Usage> UsageAsync(TenantScope scope, CancellationToken cancellation) =>
        await UsageAsync(scope, RowKeys.Usage, cancellation) ?? throw Usage.NoOrganization(scope.Organization);

    public static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    /// <summary>Removes a row, and notes that it has been.</summary>
    public static IEnumerable<TableTransactionAction> DeleteForGood(TenantScope scope, string rowKey, string etag)
    {
        yield return Delete(scope, rowKey, etag);
        yield return Add(new TableEntity(scope.Organization.Value, RowKeys.Gone(rowKey)));
    }

    /// <exception cref="MothershipException">Conflict: it was removed for good before.</exception>
    public async Task RefuseIfGoneAsync(TenantScope scope, string rowKey, CancellationToken cancellation)
    {
        if (await Client.FindAsync(scope.Organization.Value, RowKeys.Gone(rowKey), cancellation) is not null)
            throw new MothershipException(
                ErrorKind.Conflict,
                "resource_deleted",
                "What this request created before has been deleted since."
            );
    }

    public static TableTransactionAction Delete(TenantScope scope, string rowKey, string etag) =>
        new(TableTransactionActionType.Delete, new TableEntity(scope.Organization.Value, rowKey), new ETag(etag));
}
