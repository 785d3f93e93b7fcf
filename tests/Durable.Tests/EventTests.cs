using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Durable.Tests;

public sealed class EventTests : IAsyncDisposable
{
    private readonly Hub _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Event_RaisedBeforeTheWait_IsKept()
    {
        _hub.Orchestrator(
            "late",
            async c =>
            {
                await c.WaitForExternalEvent<string>("first");
                return await c.WaitForExternalEvent<int>("SECOND");
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("late");
        await _hub.Client.RaiseEventAsync(id, "second", 7);
        await _hub.Client.RaiseEventAsync(id, "First", "x");
        (await _hub.Finished(id)).ReadOutputAs<int>().ShouldBe(7);
    }

    [Fact]
    public async Task Events_OfOneName_AreTakenInTheOrderOfTheirComing()
    {
        _hub.Orchestrator(
            "three",
            async c =>
            {
                await c.WaitForExternalEvent<string>("go");
                var all = new List<int>();
                while (all.Count < 3)
                    all.Add(await c.WaitForExternalEvent<int>("n"));
                return all;
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("three");
        foreach (var n in new[] { 1, 2, 3 })
            await _hub.Client.RaiseEventAsync(id, "n", n);
        await _hub.Client.RaiseEventAsync(id, "go", "x");
        (await _hub.Finished(id)).ReadOutputAs<int[]>().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Event_TwoWaiters_TheLatestIsServedFirst()
    {
        _hub.Orchestrator(
            "two",
            async c =>
            {
                var (first, second) = (c.WaitForExternalEvent<int>("n"), c.WaitForExternalEvent<int>("n"));
                return $"{await second} {await first}";
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("two");
        await _hub.Client.RaiseEventAsync(id, "n", 1);
        await _hub.Client.RaiseEventAsync(id, "n", 2);
        (await _hub.Finished(id)).ReadOutputAs<string>().ShouldBe("1 2");
    }

    [Fact]
    public async Task Event_BeatsTheTimeout_AndTheTimerIsGivenUp()
    {
        _hub.Orchestrator("race", async c => await c.WaitForExternalEvent<string>("go", TimeSpan.FromDays(30)));
        await _hub.Start();
        var id = await _hub.Schedule("race");
        await _hub.Client.RaiseEventAsync(id, "go", "event");
        (await _hub.Finished(id)).ReadOutputAs<string>().ShouldBe("event");
        _hub.Engine.Store.Read(db => Mothership.Local.Durable.Store.Reads.Timers(db)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Event_ComesTooLate_TheWaitIsCancelled()
    {
        _hub.Orchestrator(
            "race",
            async c =>
            {
                try
                {
                    return await c.WaitForExternalEvent<string>("go", TimeSpan.FromDays(30));
                }
                catch (TaskCanceledException)
                {
                    return $"timeout at {c.CurrentUtcDateTime:O}";
                }
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("race");
        await _hub.Until(id, s => s.IsRunning);
        _hub.Clock.Advance(TimeSpan.FromDays(30));
        (await _hub.Finished(id)).ReadOutputAs<string>().ShouldBe("timeout at 2026-04-14T12:00:00.0000000Z");
    }

    [Fact]
    public async Task Event_ForNobody_IsDropped()
    {
        _hub.Orchestrator("noop", _ => Task.FromResult<object?>(null));
        await _hub.Start();
        var id = (await _hub.Run("noop")).InstanceId;
        await _hub.Client.RaiseEventAsync(id, "go", 1);
        await _hub.Client.RaiseEventAsync("unknown", "go", 1);
        (await _hub.Client.GetInstanceAsync("unknown")).ShouldBeNull();
        _hub.Engine.Store.Read(db => Mothership.Local.Durable.Store.Reads.Messages(db)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Event_SentByAnotherInstance_Arrives()
    {
        _hub.Orchestrator("taker", async c => await c.WaitForExternalEvent<string>("hello"));
        _hub.Orchestrator(
            "giver",
            c =>
            {
                c.SendEvent("taker-1", "hello", c.InstanceId);
                return Task.FromResult<object?>(null);
            }
        );
        await _hub.Start();
        var taker = await _hub.Schedule("taker", null, "taker-1");
        await _hub.Run("giver", null, "giver-1");
        (await _hub.Finished(taker)).ReadOutputAs<string>().ShouldBe("giver-1");
    }

    [Fact]
    public async Task Event_PayloadOfAnotherType_FailsTheWait()
    {
        _hub.Orchestrator("typed", async c => await c.WaitForExternalEvent<int>("n"));
        await _hub.Start();
        var id = await _hub.Schedule("typed");
        await _hub.Client.RaiseEventAsync(id, "n", "not a number");
        (await _hub.Finished(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
    }

    [Fact]
    public async Task Event_NameAwaitedAsTwoTypes_IsRefused()
    {
        _hub.Orchestrator(
            "mixed",
            async c =>
            {
                _ = c.WaitForExternalEvent<int>("n");
                return await c.WaitForExternalEvent<string>("N");
            }
        );
        await _hub.Start();
        (await _hub.Run("mixed")).FailureDetails!.IsCausedBy<ArgumentException>().ShouldBeTrue();
    }
}
