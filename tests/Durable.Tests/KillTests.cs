using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Local.Durable;
using Mothership.Local.Durable.Store;

namespace Durable.Tests;

public sealed class KillTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("durable-kill-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Engine_ProcessKilledAgainAndAgain_FinishesEveryInstanceOnce()
    {
        var path = Path.Combine(_folder.FullName, "hub.db");
        foreach (var lines in new[] { 1, 20, 60, 35, 90 })
            await RunAndKill(path, lines);
        var options = new DurableEngineOptions { DatabasePath = path };
        var tasks = CrashChild.Tasks(_ => { });
        await using var engine = new DurableEngine(tasks, options, TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        await CrashChild.Schedule(engine);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var i = 0; i < CrashChild.Instances; i++)
        {
            var state = await engine.Client.WaitForInstanceCompletionAsync($"sum-{i}", true, patience.Token);
            state.ReadOutputAs<int>().ShouldBe(Math.Max(i + 1, CrashChild.Steps) + 1, state.ToString());
        }
        engine.Store.Read(Reads.Activities).ShouldBeEmpty();
        engine.Store.Read(Reads.Messages).ShouldBeEmpty();
        engine.Store.Read(Reads.Timers).ShouldBeEmpty();
    }

    /// <summary>
    /// Starts the engine's process and kills it after some of its activities have spoken, or at its end.
    /// </summary>
    private static async Task RunAndKill(string path, int lines)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, "crash-child", path])
        {
            RedirectStandardOutput = true,
        };
        using var child = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (var i = 0; i < lines; i++)
            if (await child.StandardOutput.ReadLineAsync(patience.Token) is null)
                break;
        child.Kill();
        await child.WaitForExitAsync(patience.Token);
    }
}
