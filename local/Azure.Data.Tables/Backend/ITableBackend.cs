using Azure;
using Azure.Data.Tables;
using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Backend;

/// <summary>
/// What serves the clients: a database file or an account over HTTP. Calls with <c>isAsync</c> false complete before
/// they return. Failures are RequestFailedException with the service's status and code, whatever the backend.
/// </summary>
internal interface ITableBackend
{
    string AccountName { get; }

    /// <summary>The account's address, with a slash at its end.</summary>
    Uri Endpoint { get; }

    ValueTask<Response> CreateTable(string table, bool isAsync, CancellationToken cancellationToken);

    /// <summary>Answers 404 without throwing when there is no such table.</summary>
    ValueTask<Response> DeleteTable(string table, bool isAsync, CancellationToken cancellationToken);

    ValueTask<Page<string>> QueryTables(TableQuery query, bool isAsync, CancellationToken cancellationToken);

    /// <summary>Performs one write. A delete of an absent entity answers 404 without throwing.</summary>
    ValueTask<Response> Write(string table, EntityWrite write, bool isAsync, CancellationToken cancellationToken);

    /// <summary>Performs all writes or none.</summary>
    ValueTask<Response<IReadOnlyList<Response>>> Transact(
        string table,
        IReadOnlyList<EntityWrite> writes,
        bool isAsync,
        CancellationToken cancellationToken
    );

    /// <summary>Reads one entity; null with its 404 response when there is none.</summary>
    ValueTask<(T? Entity, Response Response)> Get<T>(
        string table,
        EntityKey key,
        Projection projection,
        bool isAsync,
        CancellationToken cancellationToken
    )
        where T : class, ITableEntity;

    /// <summary>Reads one page of a query.</summary>
    ValueTask<Page<T>> Query<T>(
        string table,
        TableQuery query,
        Projection projection,
        bool isAsync,
        CancellationToken cancellationToken
    )
        where T : class, ITableEntity;
}

/// <summary>An entity's primary key.</summary>
internal readonly record struct EntityKey(string PartitionKey, string RowKey);

/// <summary>
/// One write. <c>IfMatch</c> is null for none, or the tag in the form of an If-Match header ("*" for any).
/// </summary>
internal sealed record EntityWrite(
    TableTransactionActionType Kind,
    EntityKey Key,
    List<EntityProperty> Properties,
    string? IfMatch
)
{
    public bool NeedsExisting =>
        Kind
            is TableTransactionActionType.UpdateMerge
                or TableTransactionActionType.UpdateReplace
                or TableTransactionActionType.Delete;
}

/// <summary>One page to read: the OData filter, the page's size and where to go on.</summary>
internal readonly record struct TableQuery(string? Filter, int? Top, string? Continuation);
