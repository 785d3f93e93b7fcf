#nullable disable
using Azure.Core;
using Azure.Data.Tables.Models;
using Mothership.Local.Tables.Backend;

namespace Azure.Data.Tables;

/// <summary>One table: its entities are added, read, queried, changed and deleted through this.</summary>
public partial class TableClient
{
    private readonly ITableBackend _backend;

    /// <summary>Connects to a table; for the strings see <see cref="TableServiceClient(string)"/>.</summary>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null) { }

    /// <inheritdoc cref="TableClient(string, string)"/>
    public TableClient(string connectionString, string tableName, TableClientOptions options = null)
        : this(Backends.Connect(connectionString, options), tableName) { }

    /// <summary>Connects to a table with the account's key.</summary>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null) { }

    /// <inheritdoc cref="TableClient(Uri, string, TableSharedKeyCredential)"/>
    public TableClient(
        Uri endpoint,
        string tableName,
        TableSharedKeyCredential credential,
        TableClientOptions options = null
    )
        : this(Backends.Connect(endpoint, credential, options), tableName) { }

    /// <summary>Connects to a table as an Entra identity.</summary>
    public TableClient(
        Uri endpoint,
        string tableName,
        TokenCredential tokenCredential,
        TableClientOptions options = null
    )
        : this(Backends.Connect(endpoint, tokenCredential, options), tableName) { }

    /// <summary>For mocks only.</summary>
    protected TableClient() { }

    internal TableClient(ITableBackend backend, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        (_backend, Name) = (backend, tableName);
    }

    /// <summary>The table's name.</summary>
    public virtual string Name { get; }

    /// <summary>The account's name.</summary>
    public virtual string AccountName => _backend.AccountName;

    /// <summary>The table's address.</summary>
    public virtual Uri Uri => new(_backend.Endpoint, _backend.Endpoint.AbsolutePath + Name);

    /// <summary>Creates the table.</summary>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists: there is one of that name.</exception>
    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        Wait(CreateTable(false, cancellationToken));

    /// <inheritdoc cref="Create"/>
    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        CreateTable(true, cancellationToken).AsTask();

    /// <summary>Creates the table unless it exists; the raw response then has status 409.</summary>
    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        Wait(CreateTableIfNotExists(false, cancellationToken));

    /// <inheritdoc cref="CreateIfNotExists"/>
    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        CreateTableIfNotExists(true, cancellationToken).AsTask();

    /// <summary>Deletes the table with all that is in it; the response has status 404 when there is none.</summary>
    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        Wait(_backend.DeleteTable(Name, false, cancellationToken));

    /// <inheritdoc cref="Delete"/>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        _backend.DeleteTable(Name, true, cancellationToken).AsTask();

    private static T Wait<T>(ValueTask<T> task) => task.GetAwaiter().GetResult();

    private async ValueTask<Response<TableItem>> CreateTable(bool isAsync, CancellationToken cancellationToken) =>
        Response.FromValue(new TableItem(Name), await _backend.CreateTable(Name, isAsync, cancellationToken));

    private async ValueTask<Response<TableItem>> CreateTableIfNotExists(
        bool isAsync,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await CreateTable(isAsync, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == TableError.TableAlreadyExists.Code)
        {
            return Response.FromValue(new TableItem(Name), e.GetRawResponse());
        }
    }
}
