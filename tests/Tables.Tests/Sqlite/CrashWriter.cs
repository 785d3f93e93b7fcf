using Azure.Data.Tables;

namespace Mothership.Tables.Tests.Sqlite;

/// <summary>
/// A process of its own that writes without end, to be killed. Every line that it prints is a pair of entities that
/// it was told to be written: started as <c>dotnet Tables.Tests.dll CONNECTION-STRING</c>.
/// </summary>
public static class CrashWriter
{
    public const string Table = "crash";
    private const int Threads = 4;

    public static async Task<int> Main(string[] args)
    {
        if (args.Length != 1)
        {
            await Console.Error.WriteLineAsync("usage: dotnet Tables.Tests.dll CONNECTION-STRING");
            return 2;
        }
        var table = new TableClient(args[0], Table);
        await table.CreateIfNotExistsAsync();
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => WriteForever(table, $"thread{thread}")));
        return 0;
    }

    private static async Task WriteForever(TableClient table, string partition)
    {
        await Task.Yield();
        var run = Environment.ProcessId;
        for (var i = 0; ; i++)
        {
            await table.SubmitTransactionAsync([
                new(TableTransactionActionType.Add, new TableEntity(partition, $"{run}-{i}-a") { ["N"] = i }),
                new(TableTransactionActionType.Add, new TableEntity(partition, $"{run}-{i}-b") { ["N"] = i }),
            ]);
            lock (Console.Out)
            {
                Console.Out.WriteLine($"{partition} {run}-{i}");
                Console.Out.Flush();
            }
        }
    }
}
