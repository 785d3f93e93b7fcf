#nullable disable
using Azure.Core;
using Azure.Data.Tables.Models;
using Mothership.Local.Tables.Backend;

namespace Azure.Data.Tables;

/// <summary>The tables of one account, or of one database file.</summary>
public partial class TableServiceClient
{
    private readonly ITableBackend _backend;

    /// <summary>
    /// Connects to an account, or to a database file when the string is <c>Sqlite=PATH</c>
    /// (optionally <c>;Synchronous=Full</c>; <c>Sqlite=:memory:NAME</c> is a database in this process's memory).
    /// </summary>
    public TableServiceClient(string connectionString)
        : this(connectionString, null) { }

    /// <inheritdoc cref="TableServiceClient(string)"/>
    public TableServiceClient(string connectionString, TableClientOptions options = null) =>
        _backend = Backends.Connect(connectionString, options);

    /// <summary>Connects to an account with its key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null) { }

    /// <inheritdoc cref="TableServiceClient(Uri, TableSharedKeyCredential)"/>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options) =>
        _backend = Backends.Connect(endpoint, credential, options);

    /// <summary>Connects to an account as an Entra identity.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null) =>
        _backend = Backends.Connect(endpoint, tokenCredential, options);

    /// <summary>For mocks only.</summary>
    protected TableServiceClient() { }

    /// <summary>The account's name.</summary>
    public virtual string AccountName => _backend.AccountName;

    /// <summary>The account's address.</summary>
    public virtual Uri Uri => _backend.Endpoint;

    /// <summary>A client of one table, which need not exist.</summary>
    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return new TableClient(_backend, tableName);
    }

    /// <summary>Creates a table.</summary>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists: there is one of that name.</exception>
    public virtual Response<TableItem> CreateTable(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).Create(cancellationToken);

    /// <inheritdoc cref="CreateTable"/>
    public virtual Task<Response<TableItem>> CreateTableAsync(
        string tableName,
        CancellationToken cancellationToken = default
    ) => GetTableClient(tableName).CreateAsync(cancellationToken);

    /// <summary>Creates a table unless it exists; the raw response then has status 409.</summary>
    public virtual Response<TableItem> CreateTableIfNotExists(
        string tableName,
        CancellationToken cancellationToken = default
    ) => GetTableClient(tableName).CreateIfNotExists(cancellationToken);

    /// <inheritdoc cref="CreateTableIfNotExists"/>
    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName,
        CancellationToken cancellationToken = default
    ) => GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    /// <summary>Deletes a table with all that is in it; the response has status 404 when there is none.</summary>
    public virtual Response DeleteTable(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).Delete(cancellationToken);

    /// <inheritdoc cref="DeleteTable"/>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).DeleteAsync(cancellationToken);
}
