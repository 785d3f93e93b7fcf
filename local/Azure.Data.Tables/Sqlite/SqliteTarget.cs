namespace Mothership.Local.Tables.Sqlite;

/// <summary>Which database a connection string names, and how it is kept.</summary>
internal sealed record SqliteTarget(string Path, bool IsMemory, bool IsFullSync)
{
    private const string MemoryPrefix = ":memory:";

    /// <summary>
    /// Reads <c>Sqlite=PATH[;Synchronous=Normal|Full]</c>; null for a string that does not begin so.
    /// </summary>
    public static SqliteTarget? Parse(string connectionString)
    {
        var settings = connectionString.Split(
            ';',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        if (settings.Length == 0 || !settings[0].StartsWith("Sqlite=", StringComparison.OrdinalIgnoreCase))
            return null;
        var isFullSync = false;
        foreach (var setting in settings[1..])
        {
            isFullSync = setting.ToUpperInvariant() switch
            {
                "SYNCHRONOUS=FULL" => true,
                "SYNCHRONOUS=NORMAL" => false,
                _ => throw new FormatException($"'{setting}' is no setting of a Sqlite connection string."),
            };
        }
        return Of(settings[0]["Sqlite=".Length..].Trim(), isFullSync);
    }

    private static SqliteTarget Of(string path, bool isFullSync)
    {
        if (path.Length == 0)
            throw new FormatException("The connection string names no database: Sqlite=PATH or Sqlite=:memory:NAME.");
        return path.StartsWith(MemoryPrefix, StringComparison.OrdinalIgnoreCase)
            ? new SqliteTarget(path, true, false)
            : new SqliteTarget(System.IO.Path.GetFullPath(path), false, isFullSync);
    }
}
