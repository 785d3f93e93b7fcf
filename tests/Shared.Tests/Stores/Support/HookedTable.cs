using Azure;
using Azure.Data.Tables;

namespace Mothership.Shared.Tests.Stores.Support;

/// <summary>What happens around the calls on a table.</summary>
public interface ITableHook
{
    /// <summary>Around a read of one row.</summary>
    Task<T> ReadAsync<T>(Func<Task<T>> read);

    /// <summary>Before a query.</summary>
    void Query();

    /// <summary>Around a write; the rows' keys are <c>{partition}/{row}</c>.</summary>
    Task<T> WriteAsync<T>(IReadOnlyList<string> keys, Func<Task<T>> write);
}

/// <summary>An account whose tables' calls go through a hook.</summary>
internal sealed class HookedService(TableServiceClient inner, ITableHook hook) : TableServiceClient
{
    public override TableClient GetTableClient(string tableName) =>
        new HookedTable(inner.GetTableClient(tableName), hook);

    public override Task<Response<Azure.Data.Tables.Models.TableItem>> CreateTableIfNotExistsAsync(
        string tableName,
        CancellationToken cancellationToken = default
    ) => inner.CreateTableIfNotExistsAsync(tableName, cancellationToken);
}

/// <summary>A table whose calls go through a hook.</summary>
internal sealed class HookedTable(TableClient inner, ITableHook hook) : TableClient
{
    public override Task<Response<T>> GetEntityAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    ) => hook.ReadAsync(() => inner.GetEntityAsync<T>(partitionKey, rowKey, select, cancellationToken));

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    ) => hook.ReadAsync(() => inner.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken));

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
    {
        hook.Query();
        return inner.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);
    }

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        hook.WriteAsync([KeyOf(entity)], () => inner.AddEntityAsync(entity, cancellationToken));

    public override Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    ) => hook.WriteAsync([KeyOf(entity)], () => inner.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken));

    public override Task<Response> UpsertEntityAsync<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    ) => hook.WriteAsync([KeyOf(entity)], () => inner.UpsertEntityAsync(entity, mode, cancellationToken));

    public override Task<Response> DeleteEntityAsync(
        string partitionKey,
        string rowKey,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    ) =>
        hook.WriteAsync(
            [$"{partitionKey}/{rowKey}"],
            () => inner.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken)
        );

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default
    )
    {
        var actions = transactionActions.ToList();
        return hook.WriteAsync(
            [.. actions.Select(a => KeyOf(a.Entity))],
            () => inner.SubmitTransactionAsync(actions, cancellationToken)
        );
    }

    private static string KeyOf(ITableEntity row) => $"{row.PartitionKey}/{row.RowKey}";
}
