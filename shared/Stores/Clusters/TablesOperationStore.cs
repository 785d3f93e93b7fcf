using Mothership.Domain.Ids;
using Mothership.Domain.Operations;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Rows;
using Mothership.Stores.Writing;

namespace Mothership.Stores.Clusters;

/// <summary>Operations in Azure Tables, beside their clusters.</summary>
internal sealed class TablesOperationStore(ResourceTable resources, OperationIndex index) : IOperationStore
{
    private readonly TenantRows<Operation> _rows = new(resources.Client, RowKinds.Operation);

    public Task<Stored<Operation>?> FindAsync(TenantScope scope, OperationId id, CancellationToken cancellation) =>
        _rows.FindAsync(scope, id.Value, cancellation);

    public async Task<PageOf<Operation>> ListAsync(
        TenantScope scope,
        ResourceId? resource,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        var prefix = resource is { } id ? RowKeys.OperationsByTime(id) : RowKeys.OperationsByTime();
        var list = new RowList(scope.Organization.Value, prefix);
        var keys = await list.ReadAsync(resources.Client, page, cancellation);
        // The index rows are in the same transaction as what they point to, so each of them finds its operation.
        var found = await Task.WhenAll(
            keys.Items.Select(row => _rows.FindAsync(scope, row.GetString(Columns.Operation), cancellation))
        );
        return new([.. found.Select(operation => operation!.Value)], keys.Next);
    }

    public async Task<Stored<Operation>> SaveAsync(
        TenantScope scope,
        Operation operation,
        string etag,
        CancellationToken cancellation
    )
    {
        var stored = await _rows.UpdateAsync(scope, operation, etag, cancellation);
        if (operation.IsTerminal)
            await index.CloseAsync(operation, cancellation);
        return stored;
    }

    public IAsyncEnumerable<OpenOperation> OpenAsync(CancellationToken cancellation) => index.OpenAsync(cancellation);
}
