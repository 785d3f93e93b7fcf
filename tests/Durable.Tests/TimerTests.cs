using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Mothership.Local.Clock;

namespace Durable.Tests;

public sealed class TimerTests : IAsyncDisposable
{
    private readonly Hub _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Timer_ClockAdvancedByAMonth_FiresAtOnce()
    {
        _hub.Orchestrator(
            "month",
            async c =>
            {
                await c.CreateTimer(TimeSpan.FromDays(31), CancellationToken.None);
                return c.CurrentUtcDateTime;
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("month");
        await _hub.Until(id, s => s.IsRunning);
        _hub.Clock.Advance(TimeSpan.FromDays(31));
        var end = (await _hub.Finished(id)).ReadOutputAs<DateTime>();
        end.ShouldBe(new DateTime(2026, 4, 15, 12, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Timer_LongerThanTheMachinesTimers_FiresInTime()
    {
        _hub.Orchestrator(
            "year",
            async c =>
            {
                await c.CreateTimer(c.CurrentUtcDateTime.AddDays(365), CancellationToken.None);
                return null;
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("year");
        await _hub.Until(id, s => s.IsRunning);
        _hub.Clock.Advance(TimeSpan.FromDays(364));
        (await _hub.Client.GetInstanceAsync(id))!.IsRunning.ShouldBeTrue();
        _hub.Clock.Advance(TimeSpan.FromDays(1));
        (await _hub.Finished(id)).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Timer_DueAlready_FiresWithoutTheClockMoving()
    {
        _hub.Orchestrator(
            "past",
            async c =>
            {
                await c.CreateTimer(c.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
                await c.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                return "fired";
            }
        );
        await _hub.Start();
        (await _hub.Run("past")).ReadOutputAs<string>().ShouldBe("fired");
    }

    [Fact]
    public async Task Timers_Several_FireInTheOrderOfTheirTimes()
    {
        _hub.Orchestrator(
            "order",
            async c =>
            {
                var fired = new List<int>();
                async Task Note(int days)
                {
                    await c.CreateTimer(TimeSpan.FromDays(days), CancellationToken.None);
                    fired.Add(days);
                }
                await Task.WhenAll(Note(3), Note(1), Note(2));
                return fired;
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("order");
        await _hub.Until(id, s => s.IsRunning);
        _hub.Clock.Advance(TimeSpan.FromDays(5));
        (await _hub.Finished(id)).ReadOutputAs<int[]>().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Timer_NotCancelled_KeepsTheInstanceRunning()
    {
        _hub.Orchestrator(
            "open",
            c =>
            {
                _ = c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return Task.FromResult<object?>("returned");
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("open");
        await _hub.Until(id, s => s.IsRunning);
        _hub.Clock.Advance(TimeSpan.FromMinutes(59));
        (await _hub.Client.GetInstanceAsync(id))!.IsRunning.ShouldBeTrue();
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _hub.Finished(id)).ReadOutputAs<string>().ShouldBe("returned");
    }

    [Fact]
    public async Task Timer_CancelledInALaterWorkItem_DoesNotHoldTheInstance()
    {
        _hub.Orchestrator(
            "cancel",
            async c =>
            {
                using var stop = new CancellationTokenSource();
                var timer = c.CreateTimer(TimeSpan.FromDays(1), stop.Token);
                await c.WaitForExternalEvent<string>("go");
                stop.Cancel();
                (await Caught.By<TaskCanceledException>(timer)).ShouldNotBeNull();
                return "cancelled";
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("cancel");
        await _hub.Until(id, s => s.IsRunning);
        await _hub.Client.RaiseEventAsync(id, "go", "x");
        (await _hub.Finished(id)).ReadOutputAs<string>().ShouldBe("cancelled");
        _hub.Engine.Store.Read(db => Mothership.Local.Durable.Store.Reads.Timers(db)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Timer_OpenAtAKill_FiresAfterTheRestart()
    {
        _hub.Orchestrator(
            "month",
            async c =>
            {
                await c.CreateTimer(TimeSpan.FromDays(31), CancellationToken.None);
                return "fired";
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("month");
        await _hub.Until(id, s => s.IsRunning);
        await _hub.KillAndRestart();
        _hub.Clock.Advance(TimeSpan.FromDays(31));
        (await _hub.Finished(id)).ReadOutputAs<string>().ShouldBe("fired");
    }

    [Fact]
    public async Task Clock_GoesBackOverARestart_TheOrchestratorsDoesNot()
    {
        _hub.Orchestrator(
            "clock",
            async c =>
            {
                var before = c.CurrentUtcDateTime;
                await c.WaitForExternalEvent<string>("go");
                return c.CurrentUtcDateTime - before;
            }
        );
        await _hub.Start();
        var id = await _hub.Schedule("clock");
        await _hub.Until(id, s => s.IsRunning);
        _hub.Kill();
        _hub.Clock = VirtualClock.Frozen(_hub.Clock.GetUtcNow().AddHours(-1));
        await _hub.Start();
        await _hub.Client.RaiseEventAsync(id, "go", "x");
        (await _hub.Finished(id)).ReadOutputAs<TimeSpan>().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Start_ScheduledForLater_WaitsPendingAndKeepsWhatComesBefore()
    {
        _hub.Orchestrator("later", async c => $"{await c.WaitForExternalEvent<int>("n")} {c.CurrentUtcDateTime:dd}");
        await _hub.Start();
        var options = new StartOrchestrationOptions("later-1", _hub.Clock.GetUtcNow().AddDays(2));
        var id = await _hub.Client.ScheduleNewOrchestrationInstanceAsync("later", null, options);
        await _hub.Client.RaiseEventAsync(id, "n", 5);
        (await _hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        await _hub.KillAndRestart();
        (await _hub.Client.GetInstanceAsync(id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        _hub.Clock.Advance(TimeSpan.FromDays(2));
        (await _hub.Finished(id)).ReadOutputAs<string>().ShouldBe("5 17");
    }
}
