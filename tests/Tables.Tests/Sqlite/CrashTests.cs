using System.Diagnostics;
using Azure.Data.Tables;
using Mothership.Local.Tables;

namespace Mothership.Tables.Tests.Sqlite;

public sealed class CrashTests : IDisposable
{
    private const int Kills = 3;
    private readonly TemporaryDatabase _database = new();

    /// <summary>kill -9 in the middle of writing, several times on the same file.</summary>
    [Fact]
    public async Task Kill_WhileWriting_LosesNothingThatWasAnsweredAndHalvesNoTransaction()
    {
        var answered = new HashSet<string>();
        for (var kill = 1; kill <= Kills; kill++)
        {
            answered.UnionWith(await WriteUntilKilled(kill * 100));
            Check(answered);
        }
        answered.Count.ShouldBeGreaterThanOrEqualTo(600);
    }

    public void Dispose() => _database.Dispose();

    private async Task<List<string>> WriteUntilKilled(int answers)
    {
        using var writer = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(CrashWriter).Assembly.Location, _database.ConnectionString])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var lines = new List<string>();
        while (lines.Count < answers && await writer.StandardOutput.ReadLineAsync() is { } line)
            lines.Add(line);
        writer.Kill();
        // What it had printed before it died counts too; a last line may be cut short.
        var rest = await writer.StandardOutput.ReadToEndAsync();
        lines.AddRange(rest.Split('\n').SkipLast(1));
        await writer.WaitForExitAsync();
        lines.Count.ShouldBeGreaterThanOrEqualTo(answers, "the writer ended by itself");
        return lines;
    }

    private void Check(HashSet<string> answered)
    {
        var table = new TableClient(_database.ConnectionString, CrashWriter.Table);
        var rows = table.Query<TableEntity>().Select(e => $"{e.PartitionKey} {e.RowKey}").ToHashSet();
        answered.Where(a => !rows.Contains($"{a}-a")).ShouldBeEmpty();
        var halves = rows.Where(r => !rows.Contains(r[..^1] + (r[^1] == 'a' ? 'b' : 'a')));
        halves.ShouldBeEmpty();
        LocalTables.Close(_database.ConnectionString);
    }
}
