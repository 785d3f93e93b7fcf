namespace Mothership.Shared.Tests.Stores.Support;

/// <summary>
/// Where a test's tables are. Tests of one account run beside each other, so each makes organisations of its own.
/// </summary>
public sealed record TableAccount(string ConnectionString)
{
    private static int _count;

    /// <summary>A new one, in memory.</summary>
    public static TableAccount NewSqlite() => new($"Sqlite=:memory:stores-{Interlocked.Increment(ref _count)}");
}
