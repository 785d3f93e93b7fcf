using Azure.Data.Tables;
using Mothership.Local.Tables;

namespace Mothership.Tables.Tests.Compliance;

/// <summary>The suite on a database file.</summary>
public sealed class SqliteFileCompliance : TablesCompliance, IDisposable
{
    private readonly TemporaryDatabase _database = new();

    protected override TableServiceClient Service => new(_database.ConnectionString);

    public void Dispose() => _database.Dispose();
}

/// <summary>The suite on a database in memory.</summary>
public sealed class SqliteMemoryCompliance : TablesCompliance, IDisposable
{
    private static int _last;
    private readonly string _connectionString = $"Sqlite=:memory:compliance{Interlocked.Increment(ref _last)}";

    protected override TableServiceClient Service => new(_connectionString);

    public void Dispose() => LocalTables.Close(_connectionString);
}
