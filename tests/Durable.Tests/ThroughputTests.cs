using System.Diagnostics;
using Xunit.Abstractions;

namespace Durable.Tests;

public sealed class ThroughputTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Engine_ThousandInstancesAtOnce_AllFinish()
    {
        await using var hub = new Hub();
        hub.Orchestrator("eight", Eight).Activity<int>("add", n => n + 1);
        await hub.Start();
        var watch = Stopwatch.StartNew();
        var ids = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => hub.Schedule("eight", 0)));
        var all = await Task.WhenAll(ids.Select(hub.Finished));
        output.WriteLine($"{1000 / watch.Elapsed.TotalSeconds:F0} orchestrations/s");
        all.ShouldAllBe(state => state.ReadOutputAs<int>() == 8);
        var latencies = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            watch.Restart();
            await hub.Run("eight", 0);
            latencies.Add(watch.Elapsed.TotalMilliseconds);
        }
        latencies.Sort();
        output.WriteLine($"alone: p50 {latencies[100]:F1} ms, p95 {latencies[190]:F1} ms");
    }

    private static async Task<object?> Eight(Microsoft.DurableTask.TaskOrchestrationContext context)
    {
        var n = context.GetInput<int>();
        for (var i = 0; i < 8; i++)
            n = await context.CallActivityAsync<int>("add", n);
        return n;
    }
}
