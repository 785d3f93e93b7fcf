using System.Diagnostics;
using Microsoft.DurableTask;
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
        // For the reader of the log only: the machine decides about it, so nothing is asserted.
        output.WriteLine($"{1000 / watch.Elapsed.TotalSeconds:F0} orchestrations of 8 activities a second");
        all.ShouldAllBe(state => state.ReadOutputAs<int>() == 8);
    }

    [Fact]
    public async Task Engine_MoreInstancesThanItKeeps_AllFinish()
    {
        await using var hub = new Hub();
        hub.Options = hub.Options with { MaxCachedInstances = 5, MaxConcurrentOrchestrations = 3 };
        hub.Orchestrator("eight", Eight).Activity<int>("add", n => n + 1);
        await hub.Start();
        var ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => hub.Schedule("eight", 0)));
        (await Task.WhenAll(ids.Select(hub.Finished))).ShouldAllBe(state => state.ReadOutputAs<int>() == 8);
    }

    private static async Task<object?> Eight(TaskOrchestrationContext context)
    {
        var n = context.GetInput<int>();
        for (var i = 0; i < 8; i++)
            n = await context.CallActivityAsync<int>("add", n);
        return n;
    }
}
