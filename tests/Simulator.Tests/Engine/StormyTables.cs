using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Mothership.Simulator.Tests.Engine;

/// <summary>An account as one process reaches it: through the storm.</summary>
internal sealed class StormyTables(TableServiceClient inner, Storm storm, SimulatedProcess process) : TableServiceClient
{
    public override TableClient GetTableClient(string tableName) =>
        new StormyTable(inner.GetTableClient(tableName), storm, process);

    public override Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName,
        CancellationToken cancellationToken = default
    ) => inner.CreateTableIfNotExistsAsync(tableName, cancellationToken);
}

internal sealed class StormyTable(TableClient inner, Storm storm, SimulatedProcess process) : TableClient
{
    public override string Name => inner.Name;

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    ) =>
        storm.ReadAsync(
            process,
            () => inner.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken)
        );

    public override Task<Response<T>> GetEntityAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    ) => storm.ReadAsync(process, () => inner.GetEntityAsync<T>(partitionKey, rowKey, select, cancellationToken));

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
    {
        var pages = inner.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);
        return new StormyPages<T>(pages, storm, process);
    }

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        storm.WriteAsync(process, false, () => inner.AddEntityAsync(entity, cancellationToken));

    public override Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    ) => storm.WriteAsync(process, true, () => inner.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken));

    public override Task<Response> UpsertEntityAsync<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    ) => storm.WriteAsync(process, false, () => inner.UpsertEntityAsync(entity, mode, cancellationToken));

    public override Task<Response> DeleteEntityAsync(
        string partitionKey,
        string rowKey,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    ) =>
        storm.WriteAsync(
            process,
            false,
            () => inner.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken)
        );

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default
    )
    {
        var actions = transactionActions.ToList();
        return storm.WriteAsync(
            process,
            actions.Any(IsConditional),
            () => inner.SubmitTransactionAsync(actions, cancellationToken)
        );
    }

    private static bool IsConditional(TableTransactionAction action) =>
        action.ActionType is TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpdateMerge;
}

/// <summary>
/// Pages, each of which is a call. They come at once, without a turn for others: whoever reads pages has nothing to
/// lose by what happens between two of them.
/// </summary>
internal sealed class StormyPages<T>(AsyncPageable<T> inner, Storm storm, SimulatedProcess process) : AsyncPageable<T>
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        await using var pages = inner.AsPages(continuationToken, pageSizeHint).GetAsyncEnumerator();
        for (var more = true; more; )
        {
            storm.Enter(process);
            more = await pages.MoveNextAsync();
            if (more)
                yield return pages.Current;
        }
    }
}
