using Microsoft.Data.Sqlite;

namespace Mothership.Local.Durable.Store;

/// <summary>A connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class StoreConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = [];

    private StoreConnection(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
    }

    /// <summary>The statement of this text, prepared once.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!_statements.TryGetValue(sql, out var statement))
                _statements[sql] = statement = new Statement(_connection, sql);
            return statement;
        }
    }

    /// <summary>The connection that writes; creates what is missing.</summary>
    public static StoreConnection OpenWriter(string connectionString, bool fullSync)
    {
        var connection = new StoreConnection(connectionString);
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute($"PRAGMA synchronous = {(fullSync ? "FULL" : "NORMAL")}");
        connection.Execute("PRAGMA temp_store = MEMORY");
        connection.DemandVersion();
        connection.Execute(Schema.Create);
        return connection;
    }

    /// <summary>A connection that reads what has been committed.</summary>
    public static StoreConnection OpenReader(string connectionString)
    {
        var connection = new StoreConnection(connectionString);
        connection.Execute("PRAGMA query_only = ON");
        return connection;
    }

    public void Begin() => this["BEGIN IMMEDIATE"].Run();

    public void Commit() => this["COMMIT"].Run();

    public void Rollback() => this["ROLLBACK"].Run();

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    private void DemandVersion()
    {
        var found = Convert.ToInt32(this["PRAGMA user_version"].Scalar(), null);
        if (found is not (0 or Schema.Version))
            throw new InvalidOperationException(
                $"The task hub's file has format {found}; this engine knows {Schema.Version}."
            );
        Execute($"PRAGMA user_version = {Schema.Version}");
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
