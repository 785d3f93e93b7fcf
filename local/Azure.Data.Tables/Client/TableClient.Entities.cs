#nullable disable
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Entities;

namespace Azure.Data.Tables;

/// <summary>Single entities.</summary>
public partial class TableClient
{
    /// <summary>Adds an entity; the response carries its ETag.</summary>
    /// <exception cref="RequestFailedException">409 EntityAlreadyExists, 404 TableNotFound.</exception>
    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        Wait(_backend.Write(Name, WriteOf(TableTransactionActionType.Add, entity), false, cancellationToken));

    /// <inheritdoc cref="AddEntity"/>
    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _backend.Write(Name, WriteOf(TableTransactionActionType.Add, entity), true, cancellationToken).AsTask();

    /// <summary>Reads an entity, or only the properties in <paramref name="select"/>.</summary>
    /// <exception cref="RequestFailedException">404 ResourceNotFound.</exception>
    public virtual Response<T> GetEntity<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => Wait(Get<T>(partitionKey, rowKey, select, false, cancellationToken));

    /// <inheritdoc cref="GetEntity"/>
    public virtual Task<Response<T>> GetEntityAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => Get<T>(partitionKey, rowKey, select, true, cancellationToken).AsTask();

    /// <summary>Reads an entity; HasValue is false when there is none.</summary>
    public virtual NullableResponse<T> GetEntityIfExists<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => Wait(GetIfExists<T>(partitionKey, rowKey, select, false, cancellationToken));

    /// <inheritdoc cref="GetEntityIfExists"/>
    public virtual Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => GetIfExists<T>(partitionKey, rowKey, select, true, cancellationToken).AsTask();

    /// <summary>
    /// Updates an entity that exists, if it has the version <paramref name="ifMatch"/>; ETag.All for any.
    /// </summary>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied, 404 ResourceNotFound.</exception>
    public virtual Response UpdateEntity<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity => Wait(_backend.Write(Name, UpdateOf(entity, ifMatch, mode), false, cancellationToken));

    /// <inheritdoc cref="UpdateEntity"/>
    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity =>
        _backend.Write(Name, UpdateOf(entity, ifMatch, mode), true, cancellationToken).AsTask();

    /// <summary>Updates an entity, or adds it.</summary>
    public virtual Response UpsertEntity<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity => Wait(_backend.Write(Name, UpsertOf(entity, mode), false, cancellationToken));

    /// <inheritdoc cref="UpsertEntity"/>
    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity => _backend.Write(Name, UpsertOf(entity, mode), true, cancellationToken).AsTask();

    /// <summary>Deletes an entity; the response has status 404 when there is none.</summary>
    /// <exception cref="RequestFailedException">412: the entity has another version than <paramref
    /// name="ifMatch"/>.</exception>
    public virtual Response DeleteEntity(
        string partitionKey,
        string rowKey,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    ) => Wait(_backend.Write(Name, DeleteOf(partitionKey, rowKey, ifMatch), false, cancellationToken));

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey,
        string rowKey,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    ) => _backend.Write(Name, DeleteOf(partitionKey, rowKey, ifMatch), true, cancellationToken).AsTask();

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual Response DeleteEntity(
        ITableEntity entity,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntity(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    private static EntityKey KeyOf(string partitionKey, string rowKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return new EntityKey(partitionKey, rowKey);
    }

    private static EntityWrite WriteOf(TableTransactionActionType kind, ITableEntity entity, string ifMatch = null)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var key = KeyOf(entity.PartitionKey, entity.RowKey);
        var isDelete = kind == TableTransactionActionType.Delete;
        return new EntityWrite(kind, key, isDelete ? [] : EntityBinder.For(entity).Write(entity), ifMatch);
    }

    private static EntityWrite UpdateOf(ITableEntity entity, ETag ifMatch, TableUpdateMode mode)
    {
        if (ifMatch == default)
            throw new ArgumentException("Value cannot be empty; ETag.All updates any version.", nameof(ifMatch));
        var replace = IsReplace(mode);
        return WriteOf(
            replace ? TableTransactionActionType.UpdateReplace : TableTransactionActionType.UpdateMerge,
            entity,
            ifMatch.ToString()
        );
    }

    private static EntityWrite UpsertOf(ITableEntity entity, TableUpdateMode mode) =>
        WriteOf(
            IsReplace(mode) ? TableTransactionActionType.UpsertReplace : TableTransactionActionType.UpsertMerge,
            entity
        );

    private static EntityWrite DeleteOf(string partitionKey, string rowKey, ETag ifMatch) =>
        new(TableTransactionActionType.Delete, KeyOf(partitionKey, rowKey), [], HeaderOf(ifMatch) ?? "*");

    private static string HeaderOf(ETag etag) => etag == default ? null : etag.ToString();

    private static bool IsReplace(TableUpdateMode mode) =>
        mode switch
        {
            TableUpdateMode.Replace => true,
            TableUpdateMode.Merge => false,
            _ => throw new ArgumentException($"Unexpected value for {nameof(mode)}: {mode}"),
        };

    private async ValueTask<Response<T>> Get<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select,
        bool isAsync,
        CancellationToken cancellationToken
    )
        where T : class, ITableEntity
    {
        var key = KeyOf(partitionKey, rowKey);
        var (entity, response) = await _backend.Get<T>(Name, key, Projection.Of(select), isAsync, cancellationToken);
        return entity is null
            ? throw new RequestFailedException(response, null, TablesErrorParser.Instance)
            : Response.FromValue(entity, response);
    }

    private async ValueTask<NullableResponse<T>> GetIfExists<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string> select,
        bool isAsync,
        CancellationToken cancellationToken
    )
        where T : class, ITableEntity
    {
        var key = KeyOf(partitionKey, rowKey);
        var (entity, response) = await _backend.Get<T>(Name, key, Projection.Of(select), isAsync, cancellationToken);
        return entity is null ? new NoValueResponse<T>(response) : Response.FromValue(entity, response);
    }
}
