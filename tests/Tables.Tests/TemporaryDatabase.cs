using Mothership.Local.Tables;

namespace Mothership.Tables.Tests;

/// <summary>A database file of its own, gone at the end.</summary>
public sealed class TemporaryDatabase : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tables-tests-");

    public string File => Path.Combine(_folder.FullName, "tables.db");

    public string ConnectionString => $"Sqlite={File}";

    public void Dispose()
    {
        LocalTables.Close(ConnectionString);
        _folder.Delete(true);
    }
}
