using Mothership.Local.Tables.Sqlite;

namespace Mothership.Local.Tables;

/// <summary>
/// What the official package has no name for: the life of a database behind a <c>Sqlite=</c> connection string.
/// Clients open it at first use; only a host or a test that needs its own clock, or wants the file released, has to
/// call anything here.
/// </summary>
public static class LocalTables
{
    /// <summary>
    /// Opens a database whose timestamps come from <paramref name="clock"/>. Without effect when it is open.
    /// </summary>
    /// <exception cref="FormatException">The string is not of the form <c>Sqlite=PATH</c>.</exception>
    public static void Open(string connectionString, TimeProvider clock) =>
        SqliteDatabases.Get(Target(connectionString), clock);

    /// <summary>
    /// Finishes the writes that are under way and closes the database; nothing happens when it is not open. Clients
    /// made before open it again at their next use; a database in memory is then empty.
    /// </summary>
    /// <exception cref="FormatException">The string is not of the form <c>Sqlite=PATH</c>.</exception>
    public static void Close(string connectionString) => SqliteDatabases.Close(Target(connectionString));

    private static SqliteTarget Target(string connectionString) =>
        SqliteTarget.Parse(connectionString)
        ?? throw new FormatException("Not the connection string of a local database: Sqlite=PATH.");
}
