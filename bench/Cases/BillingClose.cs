using System.Diagnostics;
using System.Globalization;
using Mothership.Bench.Support;
using Mothership.Domain.Billing;

namespace Mothership.Bench.Cases;

/// <summary>
/// Closing a month of 1,000,000 events in 10,000 organisations, which have one closed before, from the table store to
/// stored invoices, each run in a process of its own on a copy of the same file; against one SQL statement over the
/// same rows in SQLite. The peak memory of the process is measured with the whole and with a tenth of the
/// organisations.
/// </summary>
internal sealed class BillingClose : IBenchmark
{
    /// <summary>The argument that makes this program close a month: file, month, file to warm up with.</summary>
    public const string ChildArgument = "--close-month";

    private const int Organizations = 10_000;

    // Until then the runtime is still about to compile what closes a month: of eight times 500 organisations, the first
    // took 1.1 s, the sixth and all after it 0.36 s.
    private const int WarmUpOrganizations = 3_000;
    private const int Rounds = 3;
    private static readonly BillingMonth Month = new(2027, 3);

    public string Name => "billing.close";

    public string? Goal => "<= 3 x SQL, <= 300 MB";

    public bool IsMet(Figure figure) => figure.Unit == "MB" ? figure.Value <= 300 : figure.Ratio <= 3;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mothership-bench-").FullName;
        try
        {
            var all = await FilledAsync(folder, "all.db", Organizations);
            var tenth = await FilledAsync(folder, "tenth.db", Organizations / 10);
            var warmUp = await FilledAsync(folder, "warm.db", WarmUpOrganizations);
            using var sql = new BillingSql(Path.Combine(folder, "raw.db"));
            sql.Fill(Organizations, Month);
            var closed = new List<ClosedMonth>();
            var runs = await Runs.AlternateAsync(
                Rounds,
                async () =>
                {
                    closed.Add(await CloseAsync(all, warmUp));
                    return closed[^1].Milliseconds;
                },
                () => Task.FromResult(sql.Close(Month))
            );
            if (closed.Exists(c => c.Total != sql.Total()))
                throw new InvalidOperationException($"the sums differ: {closed[0].Total} and {sql.Total()}");
            var small = await CloseAsync(tenth, warmUp);
            return
            [
                Figure.Of("billing.close", "ms", runs, "one INSERT … SELECT of SQLite"),
                Figure.Of(
                    "billing.close.peak",
                    "MB",
                    new([.. closed.Select(c => c.PeakMegabytes)], [small.PeakMegabytes]),
                    "a tenth of the events"
                ),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What the child process does.</summary>
    public static async Task<int> RunChildAsync(string file, string month, string warmUp)
    {
        // The application is a server that has run for a while when it closes a month.
        await using (var warm = await BillingBook.OpenAsync(warmUp))
            await warm.CloseAsync(BillingMonth.Parse(month));
        await using var book = await BillingBook.OpenAsync(file);
        var started = Stopwatch.GetTimestamp();
        var count = await book.CloseAsync(BillingMonth.Parse(month));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        var total = await book.TotalAsync(count, BillingMonth.Parse(month));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"closed {elapsed:0.###} {peak:0.#} {total}"));
        return 0;
    }

    private static async Task<string> FilledAsync(string folder, string name, int organizations)
    {
        var file = Path.Combine(folder, name);
        await using var book = await BillingBook.OpenAsync(file);
        await book.BeginAsync(organizations, Month.Previous);
        await book.FillAsync(organizations, Month);
        return file;
    }

    private static async Task<ClosedMonth> CloseAsync(string file, string warmUp)
    {
        var (copy, warmCopy) = (file + ".copy", warmUp + ".copy");
        File.Copy(file, copy, overwrite: true);
        File.Copy(warmUp, warmCopy, overwrite: true);
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(BillingClose).Assembly.Location, ChildArgument, copy, Month.ToString(), warmCopy]
        )
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        foreach (var rest in new[] { copy, warmCopy }.SelectMany(f => new[] { f, f + "-wal", f + "-shm" }))
            File.Delete(rest);
        var words = output.Trim().Split(' ');
        if (words is not ["closed", var elapsed, var peak, var total])
            throw new InvalidOperationException($"the closing process said: {output}");
        var plain = CultureInfo.InvariantCulture;
        return new(double.Parse(elapsed, plain), double.Parse(peak, plain), decimal.Parse(total, plain));
    }

    private sealed record ClosedMonth(double Milliseconds, double PeakMegabytes, decimal Total);
}
