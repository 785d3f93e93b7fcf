using Azure.Data.Tables;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Organizations;

/// <summary>
/// Environments in Azure Tables. Each has a row of counters that lives and dies with it: a cluster can't be created
/// without it, nor the environment be deleted while it counts one, however the two race.
/// </summary>
internal sealed class TablesEnvironmentStore(ResourceTable resources) : IEnvironmentStore
{
    private const string Quota = "environments_per_org";
    private readonly TenantRows<EnvironmentRecord> _rows = new(resources.Client, RowKinds.Environment);
    private readonly Creation<EnvironmentRecord> _creation = new(resources, RowKinds.Environment);

    public Task<Stored<EnvironmentRecord>?> FindAsync(
        TenantScope scope,
        EnvironmentId id,
        CancellationToken cancellation
    ) => _rows.FindAsync(scope, id.Value, cancellation);

    public Task<PageOf<EnvironmentRecord>> ListAsync(
        TenantScope scope,
        PageRequest page,
        CancellationToken cancellation
    ) => _rows.ListAsync(scope, null, page, cancellation);

    public Task<Stored<EnvironmentRecord>> CreateAsync(
        TenantScope scope,
        EnvironmentRecord environment,
        int quota,
        CancellationToken cancellation
    ) =>
        _creation.RunAsync(
            scope,
            $"creating environment {environment.Id}",
            environment,
            token => BesideAsync(scope, environment, quota, token),
            cancellation
        );

    public Task<Stored<EnvironmentRecord>> UpdateAsync(
        TenantScope scope,
        EnvironmentRecord environment,
        string etag,
        CancellationToken cancellation
    ) => _rows.UpdateAsync(scope, environment, etag, cancellation);

    public Task DeleteAsync(TenantScope scope, EnvironmentId id, string? etag, CancellationToken cancellation) =>
        resources.ChangeAsync(
            scope,
            $"deleting environment {id}",
            (_, token) => TryDeleteAsync(scope, id, etag, token),
            cancellation
        );

    private async Task<IEnumerable<TableTransactionAction>> BesideAsync(
        TenantScope scope,
        EnvironmentRecord environment,
        int quota,
        CancellationToken cancellation
    )
    {
        var usage = await resources.UsageAsync(scope, cancellation);
        usage.Demand(Usage.Environments, quota, Quota);
        return [Usage.Add(scope, RowKeys.UsageOf(environment.Id)), usage.Change(Usage.Environments, +1)];
    }

    private async Task<bool> TryDeleteAsync(
        TenantScope scope,
        EnvironmentId id,
        string? etag,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(scope, id, cancellation) is not { } there)
            return false;
        there.Demand(etag, $"Environment {id}");
        var inside = await resources.UsageAsync(scope, RowKeys.UsageOf(id), cancellation);
        if (inside?[Usage.Clusters] > 0)
            throw NotEmpty(id);
        var usage = await resources.UsageAsync(scope, cancellation);
        List<TableTransactionAction> actions =
        [
            .. ResourceTable.DeleteForGood(scope, id.Value, there.ETag),
            usage.Change(Usage.Environments, -1),
        ];
        if (inside is not null)
            actions.Add(inside.Remove());
        await resources.Client.SubmitTransactionAsync(actions, cancellation);
        return true;
    }

    private static MothershipException NotEmpty(EnvironmentId id) =>
        new(
            ErrorKind.Conflict,
            "environment_not_empty",
            $"Environment {id} still has Kafka clusters. Delete them and wait until they are gone."
        );
}
