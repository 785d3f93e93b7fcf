using SQLitePCL;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>A connection with its prepared statements, used by one thread at a time.</summary>
internal sealed class SqliteConnection : IDisposable
{
    private const int BusyTimeoutMilliseconds = 10_000;
    private readonly sqlite3 _db;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    static SqliteConnection() => Batteries_V2.Init();

    public SqliteConnection(string path)
    {
        const int flags =
            raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX | raw.SQLITE_OPEN_URI;
        var result = raw.sqlite3_open_v2(path, out _db, flags, null);
        if (result != raw.SQLITE_OK)
        {
            var failure = SqliteException.From(_db, result);
            _db.Dispose();
            throw new IOException($"The database '{path}' cannot be opened. {failure.Message}", failure);
        }
        raw.sqlite3_busy_timeout(_db, BusyTimeoutMilliseconds);
    }

    public int Changes => raw.sqlite3_changes(_db);

    public void Execute(string sql)
    {
        if (raw.sqlite3_exec(_db, sql) is not raw.SQLITE_OK and var result)
            throw SqliteException.From(_db, result);
    }

    /// <summary>The statement of this text, prepared once.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
            return statement;
        statement = new SqliteStatement(_db, sql);
        _statements.Add(sql, statement);
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _db.Dispose();
    }
}
