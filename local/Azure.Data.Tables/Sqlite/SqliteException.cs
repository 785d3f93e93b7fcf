using SQLitePCL;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>SQLite refused; the code is its extended result code.</summary>
internal sealed class SqliteException(int code, string message) : Exception($"SQLite {code}: {message}")
{
    /// <summary>Another process held the lock for longer than the wait.</summary>
    public bool IsBusy => (code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public static SqliteException From(sqlite3 db, int result)
    {
        var code = raw.sqlite3_extended_errcode(db);
        return new SqliteException(code == 0 ? result : code, raw.sqlite3_errmsg(db).utf8_to_string());
    }

    public static void Check(sqlite3 db, int result)
    {
        if (result != raw.SQLITE_OK)
            throw From(db, result);
    }
}
