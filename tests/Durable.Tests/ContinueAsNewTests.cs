using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Mothership.Local.Durable.Store;

namespace Durable.Tests;

public sealed class ContinueAsNewTests : IAsyncDisposable
{
    private readonly Hub _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task ContinueAsNew_ThousandTimes_KeepsTheHistoryShort()
    {
        _hub.Activity<int>("next", n => n + 1);
        _hub.Orchestrator(
            "loop",
            async c =>
            {
                var n = await c.CallActivityAsync<int>("next", c.GetInput<int>());
                if (n < 1000)
                    c.ContinueAsNew(n);
                return n;
            }
        );
        await _hub.Start();
        var state = await _hub.Run("loop", 0);
        state.ReadOutputAs<int>().ShouldBe(1000);
        var row = _hub.Engine.Store.Read(db => db.FindInstance(state.InstanceId))!;
        row.Execution.ShouldBe(1000);
        _hub.Engine.Store.Read(db => db.History(row.Id)).Count.ShouldBe(4);
    }

    private static async Task<object?> Collect(TaskOrchestrationContext context, bool preserve)
    {
        var seen = context.GetInput<List<int>>() ?? [];
        if (seen.Count == 0)
            await context.WaitForExternalEvent<string>("go");
        seen.Add(await context.WaitForExternalEvent<int>("n"));
        if (seen.Count < 3)
            context.ContinueAsNew(seen, preserve);
        return seen;
    }

    [Fact]
    public async Task ContinueAsNew_EventsPreserved_ComeInOrder()
    {
        _hub.Orchestrator("keep", c => Collect(c, preserve: true));
        await _hub.Start();
        var id = await _hub.Schedule("keep");
        foreach (var n in new[] { 1, 2, 3 })
            await _hub.Client.RaiseEventAsync(id, "n", n);
        await _hub.Client.RaiseEventAsync(id, "go", "x");
        (await _hub.Finished(id)).ReadOutputAs<int[]>().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task ContinueAsNew_EventsNotPreserved_AreDropped()
    {
        _hub.Orchestrator("drop", c => Collect(c, preserve: false));
        await _hub.Start();
        var id = await _hub.Schedule("drop");
        foreach (var n in new[] { 1, 2 })
            await _hub.Client.RaiseEventAsync(id, "n", n);
        await _hub.Client.RaiseEventAsync(id, "go", "x");
        await _hub.Until(id, s => s.ReadInputAs<int[]>()?.Length == 1);
        await _hub.Client.RaiseEventAsync(id, "n", 7);
        await _hub.Until(id, s => s.ReadInputAs<int[]>()?.Length == 2);
        await _hub.Client.RaiseEventAsync(id, "n", 8);
        (await _hub.Finished(id)).ReadOutputAs<int[]>().ShouldBe([1, 7, 8]);
    }

    [Fact]
    public async Task ContinueAsNew_NewVersion_IsTheNewRunsVersion()
    {
        _hub.Orchestrator(
            "grow",
            c =>
            {
                if (c.Version != "2")
                    c.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2" });
                return Task.FromResult<object?>(c.Version);
            }
        );
        await _hub.Start();
        (await _hub.Run("grow")).ReadOutputAs<string>().ShouldBe("2");
    }

    [Fact]
    public async Task ContinueAsNew_TimerOfTheOldRun_DoesNotFireInTheNewOne()
    {
        _hub.Orchestrator(
            "twice",
            async c =>
            {
                using var stop = new CancellationTokenSource();
                var first = c.GetInput<int>() == 0;
                var timer = c.CreateTimer(TimeSpan.FromDays(first ? 1 : 10), stop.Token);
                if (first)
                {
                    await c.WaitForExternalEvent<string>("go");
                    stop.Cancel();
                    c.ContinueAsNew(1);
                    return null;
                }
                await timer;
                return c.CurrentUtcDateTime;
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("twice", 0);
        await _hub.Client.RaiseEventAsync(id, "go", "x");
        await _hub.Until(id, s => s.ReadInputAs<int>() == 1 && _hub.Engine.Store.Read(Reads.Timers).Count == 1);
        _hub.Clock.Advance(TimeSpan.FromDays(10));
        (await _hub.Finished(id)).ReadOutputAs<DateTime>().Day.ShouldBe(25);
    }

    [Fact]
    public async Task ContinueAsNew_KilledBetweenTheRuns_GoesOn()
    {
        _hub.Activity<int>("next", n => n + 1);
        _hub.Orchestrator(
            "loop",
            async c =>
            {
                var n = await c.CallActivityAsync<int>("next", c.GetInput<int>());
                if (n < 300)
                    c.ContinueAsNew(n);
                return n;
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("loop", 0);
        foreach (var stop in new[] { 50, 120, 200 })
        {
            await _hub.Until(id, s => s.ReadInputAs<int>() >= stop);
            await _hub.KillAndRestart();
        }
        (await _hub.Finished(id)).ReadOutputAs<int>().ShouldBe(300);
    }
}
