using Microsoft.Data.Sqlite;
using Mothership.Bench.Support;

namespace Mothership.Bench.Cases;

/// <summary>
/// Creates per second that the system sustains, from the first request to the last usable cluster, with an operator
/// that answers at once; against plain SQLite transactions per second on one connection.
/// </summary>
internal sealed class ClusterCreateRate : IBenchmark
{
    private const int Creates = 400;
    private const int Customers = 24;
    private const int Transactions = 2_000;

    public string Name => "cluster.create.rate";

    public string? Goal => ">= 50 1/s";

    public bool IsMet(Figure figure) => figure.Value >= 50;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var cloud = await BenchCloud.StartAsync(new InstantOperator());
        await RateAsync(cloud, Creates / 4);
        var runs = await Runs.AlternateAsync(5, () => RateAsync(cloud, Creates), () => Task.FromResult(SqliteRate()));
        return [Figure.Of(Name, "1/s", runs, "SQLite transactions of one row")];
    }

    private static async Task<double> RateAsync(BenchCloud cloud, int creates)
    {
        var left = creates;
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(_ => CustomerAsync()));
        return creates / TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        async Task CustomerAsync()
        {
            var mine = new List<string>();
            while (Interlocked.Decrement(ref left) >= 0)
                mine.Add(await cloud.CreateAsync("rate"));
            foreach (var id in mine)
                await cloud.AwaitProvisionedAsync(id);
        }
    }

    private static double SqliteRate()
    {
        var folder = Directory.CreateTempSubdirectory("mothership-bench-").FullName;
        using (var connection = new SqliteConnection($"Data Source={folder}/raw.db;Pooling=False"))
        {
            connection.Open();
            Execute(
                connection,
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE t (k INTEGER PRIMARY KEY, v BLOB)"
            );
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO t (v) VALUES (randomblob(800))";
            var started = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < Transactions; i++)
                insert.ExecuteNonQuery();
            var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            connection.Close();
            Directory.Delete(folder, recursive: true);
            return Transactions / seconds;
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
