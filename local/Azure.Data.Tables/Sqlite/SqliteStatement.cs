using SQLitePCL;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// A prepared statement, used by one thread at a time. Callers reset it when they have read what they need.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _handle;

    public SqliteStatement(sqlite3 db, string sql)
    {
        _db = db;
        SqliteException.Check(_db, raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle));
    }

    public SqliteStatement Bind(int index, long value)
    {
        SqliteException.Check(_db, raw.sqlite3_bind_int64(_handle, index, value));
        return this;
    }

    public SqliteStatement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, which SQLite would take for NULL; an empty key is a key.
        var result = utf8.IsEmpty
            ? raw.sqlite3_bind_text(_handle, index, utf8z.FromString(""))
            : raw.sqlite3_bind_text(_handle, index, utf8);
        SqliteException.Check(_db, result);
        return this;
    }

    public SqliteStatement BindText(int index, string text)
    {
        SqliteException.Check(_db, raw.sqlite3_bind_text(_handle, index, text));
        return this;
    }

    public SqliteStatement BindBlob(int index, ReadOnlySpan<byte> blob)
    {
        SqliteException.Check(_db, raw.sqlite3_bind_blob(_handle, index, blob));
        return this;
    }

    /// <summary>Whether there is a row to read.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_handle);
        if (result == raw.SQLITE_ROW)
            return true;
        if (result == raw.SQLITE_DONE)
            return false;
        // The statement must be reset before the connection can be used for anything else.
        var failure = SqliteException.From(_db, result);
        raw.sqlite3_reset(_handle);
        throw failure;
    }

    /// <summary>Runs to the end and resets.</summary>
    public void Run()
    {
        while (Step()) { }
        Reset();
    }

    public void Reset() => raw.sqlite3_reset(_handle);

    public long Int64(int column) => raw.sqlite3_column_int64(_handle, column);

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_handle, column);

    public string Text(int column) => raw.sqlite3_column_text(_handle, column).utf8_to_string();

    public void Dispose() => _handle.Dispose();
}
