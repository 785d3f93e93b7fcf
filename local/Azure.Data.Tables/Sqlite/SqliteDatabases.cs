namespace Mothership.Local.Tables.Sqlite;

/// <summary>The databases that this process has open, by path.</summary>
internal static class SqliteDatabases
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, SqliteDatabase> Open = new(StringComparer.Ordinal);

    /// <summary>
    /// The database of a target, opened at first use. The clock of whoever came first is the one that counts.
    /// </summary>
    public static SqliteDatabase Get(SqliteTarget target, TimeProvider clock)
    {
        lock (Gate)
        {
            if (!Open.TryGetValue(target.Path, out var database))
            {
                database = new SqliteDatabase(target, clock);
                Open.Add(target.Path, database);
            }
            return database;
        }
    }

    /// <summary>Closes a database after what is being written; the contents of one in memory are gone.</summary>
    public static void Close(SqliteTarget target)
    {
        SqliteDatabase? database;
        lock (Gate)
            Open.Remove(target.Path, out database);
        database?.Dispose();
    }
}
