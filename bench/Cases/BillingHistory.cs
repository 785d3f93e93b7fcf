using System.Diagnostics;
using Mothership.Bench.Support;
using Mothership.Domain.Billing;

namespace Mothership.Bench.Cases;

/// <summary>
/// Closing a month after eighteen closed months against closing one after six, of the same organisations with as many
/// events: a year of history more must not cost anything. The first months of an installation are cheaper whatever is
/// done, because the rows of several organisations still share the pages that are written.
/// </summary>
internal sealed class BillingHistory : IBenchmark
{
    private const int Organizations = 300;
    private const int Months = 18;
    private const int FewerMonths = 6;
    private const int Rounds = 5;
    private static readonly BillingMonth First = new(2027, 1);

    public string Name => "billing.history";

    public string? Goal => "<= 1.1 x";

    public bool IsMet(Figure figure) => figure.Ratio <= 1.1;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mothership-bench-").FullName;
        try
        {
            var old = await AgedAsync(Path.Combine(folder, "old.db"), Months);
            var young = await AgedAsync(Path.Combine(folder, "young.db"), FewerMonths);
            var runs = await Runs.AlternateAsync(Rounds, () => CloseCopyAsync(old), () => CloseCopyAsync(young));
            return [Figure.Of(Name, "ms", runs, "after a year less")];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A book with so many closed months, and one more to close.</summary>
    private static async Task<(string File, BillingMonth Next)> AgedAsync(string file, int months)
    {
        await using var book = await BillingBook.OpenAsync(file);
        var month = First;
        for (var i = 0; i < months; i++, month = month.Next)
        {
            await book.FillAsync(Organizations, month);
            await book.CloseAsync(month);
        }
        await book.FillAsync(Organizations, month);
        return (file, month);
    }

    private static async Task<double> CloseCopyAsync((string File, BillingMonth Next) aged)
    {
        var copy = aged.File + ".copy";
        File.Copy(aged.File, copy, overwrite: true);
        await using var book = await BillingBook.OpenAsync(copy);
        var started = Stopwatch.GetTimestamp();
        var count = await book.CloseAsync(aged.Next);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return count == Organizations ? elapsed : throw new InvalidOperationException($"closed only {count}");
    }
}
