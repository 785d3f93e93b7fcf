using Mothership.Local.Tables.Filters;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// A connection set up for the schema, with the statements that every request needs at hand. Tables are rows of
/// "tables"; their entities are all in one clustered B-tree ordered by table, partition and row, so that a query is a
/// range scan.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS tables(
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL UNIQUE COLLATE NOCASE);
        CREATE TABLE IF NOT EXISTS entities(
          t INTEGER NOT NULL, pk TEXT NOT NULL, rk TEXT NOT NULL, ts INTEGER NOT NULL, body BLOB NOT NULL,
          PRIMARY KEY(t, pk, rk)) WITHOUT ROWID;
        """;

    /// <summary>
    /// The log's pages after which they are written to their places in the file: 64 MiB. Whoever makes the log so long
    /// waits for the disk, and pages that are changed again and again are written once.
    /// </summary>
    private const int CheckpointPages = 16_384;

    private readonly SqliteConnection _connection;

    public SqliteSession(string path, bool isFullSync)
    {
        _connection = new SqliteConnection(path);
        _connection.Execute("PRAGMA journal_mode=WAL");
        _connection.Execute($"PRAGMA synchronous={(isFullSync ? "FULL" : "NORMAL")}");
        _connection.Execute("PRAGMA cache_size=-16000");
        _connection.Execute($"PRAGMA wal_autocheckpoint={CheckpointPages}");
        // Safe when several processes do it at once, and nothing to write when it has been done.
        _connection.Execute(Schema);
        FindTableStatement = _connection.Prepare("SELECT id FROM tables WHERE name=?1");
        GetStatement = _connection.Prepare("SELECT ts, body FROM entities WHERE t=?1 AND pk=?2 AND rk=?3");
        PutStatement = _connection.Prepare(
            "INSERT INTO entities(t, pk, rk, ts, body) VALUES(?1, ?2, ?3, ?4, ?5) "
                + "ON CONFLICT(t, pk, rk) DO UPDATE SET ts=excluded.ts, body=excluded.body"
        );
        DeleteStatement = _connection.Prepare("DELETE FROM entities WHERE t=?1 AND pk=?2 AND rk=?3");
    }

    public SqliteStatement GetStatement { get; }

    public SqliteStatement PutStatement { get; }

    public SqliteStatement DeleteStatement { get; }

    private SqliteStatement FindTableStatement { get; }

    /// <summary>How many rows the last INSERT, UPDATE or DELETE changed.</summary>
    public int Changes => _connection.Changes;

    public SqliteStatement Prepare(string sql) => _connection.Prepare(sql);

    /// <summary>The id of a table, or null; names are compared without case.</summary>
    public long? FindTable(string name)
    {
        var statement = FindTableStatement.BindText(1, name);
        long? id = statement.Step() ? statement.Int64(0) : null;
        statement.Reset();
        return id;
    }

    public void Dispose() => _connection.Dispose();
}
