using System.Diagnostics;
using Azure;
using Azure.Data.Tables;
using Microsoft.Data.Sqlite;
using Mothership.Local.Tables;

namespace Mothership.Bench.Cases;

/// <summary>
/// The table store on SQLite against Microsoft.Data.Sqlite doing the same with one prepared statement: point reads,
/// scans, and single writes by one writer and by 16 at once.
/// </summary>
internal sealed class TableStore : IBenchmark
{
    private const int Entities = 20_000;
    private const int Writers = 16;
    private const int WritesEach = 300;
    private const int Rounds = 9;
    private static readonly byte[] Body = new byte[120];

    public string Name => "tables";

    public string? Goal => null;

    public bool IsMet(Figure figure) => true;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mothership-bench-");
        var connection = $"Sqlite={Path.Combine(folder.FullName, "tables.db")}";
        try
        {
            using var raw = new RawDatabase(Path.Combine(folder.FullName, "raw.db"));
            var table = new TableClient(connection, "bench");
            await table.CreateAsync();
            Fill(table);
            raw.Fill(Entities, Body);
            return
            [
                await CompareAsync("get", () => Rate(5_000, i => Get(table, i)), () => Rate(5_000, i => raw.Get(i))),
                await CompareAsync("scan", () => Scan(table), raw.Scan),
                await CompareAsync(
                    "upsert.1",
                    () => Rate(2_000, i => Put(table, i)),
                    () => Rate(2_000, i => raw.Put(i, Body))
                ),
                await CompareAsync(
                    "upsert.16",
                    () => Concurrent(table),
                    () => raw.Concurrent(Writers, WritesEach, Body)
                ),
            ];
        }
        finally
        {
            LocalTables.Close(connection);
            SqliteConnection.ClearAllPools();
            folder.Delete(true);
        }
    }

    private static async Task<Figure> CompareAsync(string name, Func<double> ours, Func<double> raw)
    {
        var runs = await Runs.AlternateAsync(Rounds, () => Task.FromResult(ours()), () => Task.FromResult(raw()));
        return Figure.Of($"tables.{name}", "1/s", runs, "Microsoft.Data.Sqlite, the same statement");
    }

    private static BenchEntity Entity(int i) =>
        new()
        {
            PartitionKey = $"p{i % Entities / 1000:00}",
            RowKey = $"{i % Entities:000000}",
            Name = "a cluster of the benchmark",
            Cloud = "aws",
            Generation = i,
            Bytes = 5_000_000_000 + i,
            CreatedAt = DateTimeOffset.UnixEpoch,
            IsProtected = true,
        };

    private static void Fill(TableClient table)
    {
        for (var i = 0; i < Entities; i += 100)
        {
            table.SubmitTransaction(
                Enumerable
                    .Range(i, 100)
                    .Select(n => new TableTransactionAction(TableTransactionActionType.Add, Entity(n)))
            );
        }
    }

    private static void Get(TableClient table, int i) =>
        table.GetEntity<BenchEntity>($"p{i % Entities / 1000:00}", $"{i % Entities:000000}");

    private static void Put(TableClient table, int i) => table.UpsertEntity(Entity(i), TableUpdateMode.Replace);

    private static double Scan(TableClient table)
    {
        var started = Stopwatch.GetTimestamp();
        var count = 0;
        for (var round = 0; round < 2; round++)
            count += table.Query<BenchEntity>().Count();
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Concurrent(TableClient table)
    {
        var started = Stopwatch.GetTimestamp();
        Task.WaitAll(
            Enumerable
                .Range(0, Writers)
                .Select(async writer =>
                {
                    await Task.Yield();
                    for (var i = 0; i < WritesEach; i++)
                        await table.UpsertEntityAsync(Entity((writer * WritesEach) + i), TableUpdateMode.Replace);
                })
                .ToArray()
        );
        return Writers * WritesEach / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    internal static double Rate(int count, Action<int> act)
    {
        for (var i = 0; i < count / 10; i++)
            act(i);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            act(i);
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private sealed class BenchEntity : ITableEntity
    {
        public string PartitionKey { get; set; } = "";
        public string RowKey { get; set; } = "";
        public DateTimeOffset? Timestamp { get; set; }
        public ETag ETag { get; set; }
        public string Name { get; set; } = "";
        public string Cloud { get; set; } = "";
        public int Generation { get; set; }
        public long Bytes { get; set; }
        public DateTimeOffset CreatedAt { get; set; }
        public bool IsProtected { get; set; }
    }
}
