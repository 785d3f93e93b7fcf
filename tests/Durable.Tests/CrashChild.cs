using Microsoft.DurableTask;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Local.Durable;

namespace Durable.Tests;

/// <summary>
/// An engine in a process of its own: starts the instances that do not exist yet and says each activity's name.
/// </summary>
public static class CrashChild
{
    public const int Instances = 40;

    public const int Steps = 10;

    public static DurableTaskRegistrations Tasks(Action<string> say)
    {
        var tasks = new DurableTaskRegistrations();
        tasks.AddActivity(
            "add",
            typeof(int),
            (context, input, _) =>
            {
                say($"{context.InstanceId} {input}");
                return Task.FromResult<object?>((int)input! + 1);
            }
        );
        tasks.AddOrchestrator("count", Count);
        tasks.AddOrchestrator("sum", Sum);
        return tasks;
    }

    /// <summary>Schedules what is missing; an id that exists is left alone in every status.</summary>
    public static async Task Schedule(DurableEngine engine)
    {
        for (var i = 0; i < Instances; i++)
            if (await engine.Client.GetInstanceAsync($"sum-{i}") is null)
                await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                    "sum",
                    i,
                    new StartOrchestrationOptions($"sum-{i}")
                );
    }

    public static async Task RunAsync(string path)
    {
        var options = new DurableEngineOptions { DatabasePath = path, MaxConcurrentActivities = 4 };
        var tasks = Tasks(Console.WriteLine);
        await using var engine = new DurableEngine(tasks, options, TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync(CancellationToken.None);
        await Schedule(engine);
        for (var i = 0; i < Instances; i++)
            await engine.Client.WaitForInstanceCompletionAsync($"sum-{i}", CancellationToken.None);
    }

    private static async Task<object?> Sum(TaskOrchestrationContext context)
    {
        var child = new SubOrchestrationOptions(instanceId: context.InstanceId + "-child");
        var half = await context.CallSubOrchestratorAsync<int>("count", context.GetInput<int>(), child);
        await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        return half + await context.CallActivityAsync<int>("add", 0);
    }

    /// <summary>One activity a run, and a new run until the number is reached.</summary>
    private static async Task<object?> Count(TaskOrchestrationContext context)
    {
        var n = await context.CallActivityAsync<int>("add", context.GetInput<int>());
        if (n < Steps)
            context.ContinueAsNew(n);
        return n;
    }
}
