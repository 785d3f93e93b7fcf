using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Standing;

/// <summary>
/// Spend caps in Azure Tables. Like holds, they change together with the organisation's counters, so that nothing is
/// admitted by a cap that is not in force any more.
/// </summary>
internal sealed class TablesSpendCapStore(ResourceTable resources, IndexTable watched) : ISpendCapStore
{
    private const string Quota = "spend_caps_per_org";
    private const string Entry = "caps";
    private readonly TenantRows<SpendCap> _rows = new(resources.Client, RowKinds.SpendCap);
    private readonly Creation<SpendCap> _creation = new(resources, RowKinds.SpendCap);

    public Task<Stored<SpendCap>?> FindAsync(TenantScope scope, SpendCapId id, CancellationToken cancellation) =>
        _rows.FindAsync(scope, id.Value, cancellation);

    public Task<PageOf<SpendCap>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellation) =>
        _rows.ListAsync(scope, null, page, cancellation);

    public Task<Stored<SpendCap>> CreateAsync(
        TenantScope scope,
        SpendCap cap,
        int quota,
        CancellationToken cancellation
    ) =>
        _creation.RunAsync(
            scope,
            $"creating spend cap {cap.Id}",
            cap,
            token => BesideAsync(scope, cap, quota, token),
            cancellation
        );

    public Task<Stored<SpendCap>> UpdateAsync(
        TenantScope scope,
        SpendCap cap,
        string etag,
        CancellationToken cancellation
    ) =>
        resources.ChangeAsync(
            scope,
            $"changing spend cap {cap.Id}",
            (_, token) => TryUpdateAsync(scope, cap, etag, token),
            cancellation
        );

    public Task DeleteAsync(TenantScope scope, SpendCapId id, string? etag, CancellationToken cancellation) =>
        resources.ChangeAsync(
            scope,
            $"deleting spend cap {id}",
            (_, token) => TryDeleteAsync(scope, id, etag, token),
            cancellation
        );

    public async Task<IReadOnlyList<OrganizationId>> CappedAsync(
        OrganizationId? after,
        int size,
        CancellationToken cancellation
    )
    {
        var last = after?.Value ?? "";
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {last} and RowKey eq {Entry}");
        var found = new List<OrganizationId>();
        await foreach (var row in watched.Client.QueryAsync<TableEntity>(filter, size, null, cancellation))
        {
            found.Add(new(row.PartitionKey));
            if (found.Count == size)
                break;
        }
        return found;
    }

    public async Task UncapAsync(TenantScope scope, CancellationToken cancellation)
    {
        // The entry first: one who makes a cap after this look writes it anew, and it is not dropped then.
        if (await watched.Client.FindAsync(scope.Organization.Value, Entry, cancellation) is not { } row)
            return;
        if ((await ListAsync(scope, new(1, null), cancellation)).Items.Count == 0)
            await watched.DropIfOldAsync(row, cancellation);
    }

    private async Task<IEnumerable<TableTransactionAction>> BesideAsync(
        TenantScope scope,
        SpendCap cap,
        int quota,
        CancellationToken cancellation
    )
    {
        var usage = await resources.UsageAsync(scope, cancellation);
        usage.Demand(Usage.SpendCaps, quota, Quota);
        if (cap.Environment is { } id && await resources.UsageAsync(scope, RowKeys.UsageOf(id), cancellation) is null)
            throw new MothershipException(
                ErrorKind.Invalid,
                "invalid_configuration",
                $"Environment {id} does not exist.",
                "/spec/environment/id"
            );
        await watched.WriteAsync(new TableEntity(scope.Organization.Value, Entry), cancellation);
        return [usage.Change(Usage.SpendCaps, +1)];
    }

    private async Task<Stored<SpendCap>> TryUpdateAsync(
        TenantScope scope,
        SpendCap cap,
        string etag,
        CancellationToken cancellation
    )
    {
        var there = await FindAsync(scope, cap.Id, cancellation);
        if (there?.ETag != etag)
            throw new StaleWriteException($"Spend cap {cap.Id}");
        var usage = await resources.UsageAsync(scope, cancellation);
        var row = RowKinds.SpendCap.ToRow(scope, cap);
        return await resources.SubmitAsync(
            cap,
            [new(TableTransactionActionType.UpdateReplace, row, new ETag(etag)), usage.Change(Usage.SpendCaps, 0)],
            cancellation
        );
    }

    private async Task<bool> TryDeleteAsync(
        TenantScope scope,
        SpendCapId id,
        string? etag,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(scope, id, cancellation) is not { } there)
            return false;
        there.Demand(etag, $"Spend cap {id}");
        var usage = await resources.UsageAsync(scope, cancellation);
        await resources.Client.SubmitTransactionAsync(
            [.. ResourceTable.DeleteForGood(scope, id.Value, there.ETag), usage.Change(Usage.SpendCaps, -1)],
            cancellation
        );
        return true;
    }
}
