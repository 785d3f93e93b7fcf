using System.Diagnostics;
using Azure;
using Azure.Data.Tables;
using Microsoft.Data.Sqlite;
using Mothership.Local.Tables;

namespace Mothership.Bench;

/// <summary>
/// The table store on SQLite against Microsoft.Data.Sqlite doing the same with one prepared statement: point reads,
/// scans, and single writes by 16 writers at once.
/// </summary>
public static class TablesBenchmarks
{
    private const int Entities = 20_000;
    private const int Writers = 16;
    private const int WritesEach = 300;
    private const int Rounds = 9;
    private static readonly byte[] Body = new byte[120];

    /// <summary>One figure: what was measured and what the plain database did in its place.</summary>
    public sealed record Figure(string Name, double Value, string Unit, string Against, double Ratio);

    /// <summary>Measures once, in a folder that is removed afterwards.</summary>
    public static IReadOnlyList<Figure> Run()
    {
        var folder = Directory.CreateTempSubdirectory("tables-bench-");
        var connection = $"Sqlite={Path.Combine(folder.FullName, "tables.db")}";
        try
        {
            using var raw = new RawDatabase(Path.Combine(folder.FullName, "raw.db"));
            var table = new TableClient(connection, "bench");
            table.Create();
            Fill(table);
            raw.Fill(Entities, Body);
            return
            [
                Compare(
                    "tables.get",
                    "reads/s",
                    () => Rate(5_000, i => Get(table, i)),
                    () => Rate(5_000, i => raw.Get(i))
                ),
                Compare("tables.scan", "entities/s", () => Scan(table), raw.Scan),
                Compare(
                    "tables.upsert.1",
                    "writes/s",
                    () => Rate(2_000, i => Put(table, i)),
                    () => Rate(2_000, i => raw.Put(i, Body))
                ),
                Compare(
                    "tables.upsert.16",
                    "writes/s",
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

    // In turns and by the median, so that what else the machine does falls on both sides alike.
    private static Figure Compare(string name, string unit, Func<double> measure, Func<double> measureRaw)
    {
        var (values, raws) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            values.Add(measure());
            raws.Add(measureRaw());
        }
        var (value, raw) = (Median(values), Median(raws));
        return new(name, value, unit, "Microsoft.Data.Sqlite, the same statement prepared", value / raw);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

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
