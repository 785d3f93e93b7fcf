using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Mothership.Bench.Cases;

/// <summary>
/// The measure for the table store: the same schema and statements, with nothing of it around them.
/// </summary>
internal sealed class RawDatabase : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _get;
    private readonly SqliteCommand _put;

    public RawDatabase(string path)
    {
        _path = path;
        _connection = Open();
        Execute(
            "CREATE TABLE entities(t INTEGER NOT NULL, pk TEXT NOT NULL, rk TEXT NOT NULL, ts INTEGER NOT NULL, "
                + "body BLOB NOT NULL, PRIMARY KEY(t, pk, rk)) WITHOUT ROWID"
        );
        _get = Command(_connection, "SELECT ts, body FROM entities WHERE t=1 AND pk=$pk AND rk=$rk", "$pk", "$rk");
        _put = PutCommand(_connection);
    }

    public void Fill(int count, byte[] body)
    {
        Execute("BEGIN");
        for (var i = 0; i < count; i++)
            Put(i, body);
        Execute("COMMIT");
    }

    public void Get(int i)
    {
        _get.Parameters[0].Value = $"p{i / 1000:00}";
        _get.Parameters[1].Value = $"{i:000000}";
        using var reader = _get.ExecuteReader();
        reader.Read();
        _ = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
    }

    public void Put(int i, byte[] body) => Put(_put, i, body);

    public double Scan()
    {
        using var command = Command(_connection, "SELECT pk, rk, ts, body FROM entities WHERE t=1 ORDER BY pk, rk");
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        for (var round = 0; round < 2; round++)
        {
            using var reader = command.ExecuteReader();
            for (; reader.Read(); count++)
                _ = (reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<byte[]>(3));
        }
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>As many threads, each with a connection of its own, committing every write by itself.</summary>
    public double Concurrent(int writers, int each, byte[] body)
    {
        var threads = Enumerable
            .Range(0, writers)
            .Select(writer => new Thread(() =>
            {
                using var connection = Open();
                using var put = PutCommand(connection);
                for (var i = 0; i < each; i++)
                    Put(put, ((writer * each) + i) % 20_000, body);
            }))
            .ToList();
        var started = Stopwatch.GetTimestamp();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return writers * each / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        _get.Dispose();
        _put.Dispose();
        _connection.Dispose();
    }

    private static SqliteCommand PutCommand(SqliteConnection connection) =>
        Command(
            connection,
            "INSERT INTO entities VALUES(1, $pk, $rk, $ts, $body) "
                + "ON CONFLICT(t, pk, rk) DO UPDATE SET ts=excluded.ts, body=excluded.body",
            "$pk",
            "$rk",
            "$ts",
            "$body"
        );

    private static void Put(SqliteCommand command, int i, byte[] body)
    {
        command.Parameters[0].Value = $"p{i / 1000:00}";
        command.Parameters[1].Value = $"{i:000000}";
        command.Parameters[2].Value = (long)i;
        command.Parameters[3].Value = body;
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={_path};Default Timeout=60");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL";
        command.ExecuteNonQuery();
        return connection;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
