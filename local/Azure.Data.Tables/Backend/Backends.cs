using Azure.Core;
using Azure.Data.Tables;
using Mothership.Local.Tables.Sqlite;

namespace Mothership.Local.Tables.Backend;

/// <summary>Chooses the backend of a client.</summary>
internal static class Backends
{
    public static ITableBackend Connect(string connectionString, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        return SqliteTarget.Parse(connectionString) is { } target
            ? new SqliteBackend(target)
            : throw new NotSupportedException("Accounts over HTTP.");
    }

    public static ITableBackend Connect(
        Uri endpoint,
        TableSharedKeyCredential credential,
        TableClientOptions? options
    ) => throw new NotSupportedException("Accounts over HTTP.");

    public static ITableBackend Connect(Uri endpoint, TokenCredential credential, TableClientOptions? options) =>
        throw new NotSupportedException("Accounts over HTTP.");
}
