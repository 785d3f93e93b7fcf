using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Filters;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// The Table service over a database file. Reads finish on the caller's thread; a write does too unless others are in
/// front of it.
/// </summary>
internal sealed class SqliteBackend(SqliteTarget target) : ITableBackend
{
    public string AccountName => "sqlite";

    public Uri Endpoint { get; } = new("sqlite://" + (target.IsMemory ? "/memory/" : target.Path + "/"));

    private SqliteDatabase Database => SqliteDatabases.Get(target, TimeProvider.System);

    public async ValueTask<Response> CreateTable(string table, bool isAsync, CancellationToken cancellationToken)
    {
        Refuse(EntityRules.OfTableName(table));
        var request = new TableWriteRequest(table, false);
        await Submit(request, isAsync, cancellationToken);
        Refuse(request.Refusal);
        return LocalResponse.NoContent();
    }

    public async ValueTask<Response> DeleteTable(string table, bool isAsync, CancellationToken cancellationToken)
    {
        Refuse(EntityRules.OfTableName(table));
        var request = new TableWriteRequest(table, true);
        await Submit(request, isAsync, cancellationToken);
        return request.Refusal?.ToResponse() ?? LocalResponse.NoContent();
    }

    public ValueTask<Page<string>> QueryTables(TableQuery query, bool isAsync, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Guarded(query, (session, q) => TableScan.Run(session, q)));
    }

    public async ValueTask<Response> Write(
        string table,
        EntityWrite write,
        bool isAsync,
        CancellationToken cancellationToken
    )
    {
        Refuse(EntityRules.OfTableName(table) ?? EntityRules.OfWrite(write));
        var request = new EntityWriteRequest(table, [write]);
        await Submit(request, isAsync, cancellationToken);
        if (request.Refusal is not { } refusal)
            return LocalResponse.NoContent(request.ETag(0));
        return write.Kind == TableTransactionActionType.Delete && refusal.Error.Status == 404
            ? refusal.Error.ToResponse()
            : throw refusal.Error.ToException();
    }

    public async ValueTask<Response<IReadOnlyList<Response>>> Transact(
        string table,
        IReadOnlyList<EntityWrite> writes,
        bool isAsync,
        CancellationToken cancellationToken
    )
    {
        Refuse(EntityRules.OfTableName(table) ?? (EntityRules.FitsRequest(writes) ? null : TableError.BodyTooLarge));
        var refusal = EntityRules.OfBatch(writes);
        var request = new EntityWriteRequest(table, writes);
        if (refusal is null)
        {
            await Submit(request, isAsync, cancellationToken);
            refusal = request.Refusal;
        }
        if (refusal is var (error, index))
            throw error.ToTransactionException(index);
        Response[] responses =
        [
            .. Enumerable.Range(0, writes.Count).Select(i => LocalResponse.NoContent(request.ETag(i))),
        ];
        return Response.FromValue<IReadOnlyList<Response>>(responses, new LocalResponse(202, []));
    }

    public ValueTask<(T? Entity, Response Response)> Get<T>(
        string table,
        EntityKey key,
        Projection projection,
        bool isAsync,
        CancellationToken cancellationToken
    )
        where T : class, ITableEntity
    {
        cancellationToken.ThrowIfCancellationRequested();
        var database = Database;
        return new(
            database.Read(
                (database, table, key, projection),
                static (s, a) => Get<T>(s, a.database, a.table, a.key, a.projection)
            )
        );
    }

    public ValueTask<Page<T>> Query<T>(
        string table,
        TableQuery query,
        Projection projection,
        bool isAsync,
        CancellationToken cancellationToken
    )
        where T : class, ITableEntity
    {
        cancellationToken.ThrowIfCancellationRequested();
        var database = Database;
        return new(
            Guarded(
                query,
                (session, q) =>
                {
                    // Every page asks anew: an empty answer from a stale id would hide that the table is gone.
                    var id = database.TableId(session, table, true) ?? throw TableError.TableNotFound.ToException();
                    return new EntityScan<T>(q, projection).Run(session, id);
                }
            )
        );
    }

    private static (T? Entity, Response Response) Get<T>(
        SqliteSession session,
        SqliteDatabase database,
        string table,
        EntityKey key,
        Projection projection
    )
        where T : class, ITableEntity
    {
        foreach (var isFresh in (ReadOnlySpan<bool>)[false, true])
        {
            if (database.TableId(session, table, isFresh) is not { } id)
                return (null, TableError.TableNotFound.ToResponse());
            if (Find<T>(session, id, key, projection) is var (entity, etag))
                return (entity, new LocalResponse(200, [new HttpHeader("ETag", etag)]));
        }
        return (null, TableError.ResourceNotFound.ToResponse());
    }

    private static (T, string)? Find<T>(SqliteSession session, long table, EntityKey key, Projection projection)
        where T : class, ITableEntity
    {
        var statement = session
            .GetStatement.Bind(1, table)
            .BindText(2, KeyText.Encode(key.PartitionKey))
            .BindText(3, KeyText.Encode(key.RowKey));
        try
        {
            if (!statement.Step())
                return null;
            var ticks = statement.Int64(0);
            var entity = EntityReader.Read<T>(key.PartitionKey, key.RowKey, ticks, statement.Bytes(1), projection);
            return (entity, Entities.EdmText.ETag(ticks));
        }
        finally
        {
            statement.Reset();
        }
    }

    private static void Refuse(TableError? error)
    {
        if (error is not null)
            throw error.ToException();
    }

    private async ValueTask Submit(WriteRequest request, bool isAsync, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var done = Database.Writer.Submit(request);
        if (isAsync)
            await done;
        else
            done.GetAwaiter().GetResult();
    }

    private TResult Guarded<TResult>(TableQuery query, Func<SqliteSession, TableQuery, TResult> read)
    {
        if (query.Top is < 1 or > EntityRules.MaxPage)
            throw TableError.InvalidInput($"A page holds 1 to {EntityRules.MaxPage} entities.").ToException();
        try
        {
            return Database.Read(query, read);
        }
        catch (FilterException e)
        {
            throw e.ToError().ToException();
        }
    }
}
