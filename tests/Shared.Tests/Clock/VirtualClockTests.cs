using Mothership.Local.Clock;

namespace Shared.Tests.Clock;

/// <summary>The clock that all tests and the local cloud go by.</summary>
public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Advance_OverSeveralTimers_FiresThemInOrderAtTheirTimes()
    {
        var clock = VirtualClock.Frozen(Start);
        var fired = new List<string>();
        using var late = Timer(clock, TimeSpan.FromHours(2), () => fired.Add($"late {clock.GetUtcNow():HH:mm}"));
        using var early = Timer(clock, TimeSpan.FromHours(1), () => fired.Add($"early {clock.GetUtcNow():HH:mm}"));
        clock.Advance(TimeSpan.FromHours(3));
        fired.ShouldBe(["early 01:00", "late 02:00"]);
        clock.GetUtcNow().ShouldBe(Start.AddHours(3));
    }

    [Fact]
    public void Advance_OverAPeriodicTimer_FiresItAtEachPeriod()
    {
        var clock = VirtualClock.Frozen(Start);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));
        clock.Advance(TimeSpan.FromHours(1));
        fired.ShouldBe(6);
    }

    [Fact]
    public void Advance_OfADisposedTimer_FiresNothing()
    {
        var clock = VirtualClock.Frozen(Start);
        var fired = 0;
        Timer(clock, TimeSpan.FromHours(1), () => fired++).Dispose();
        clock.Advance(TimeSpan.FromDays(1));
        fired.ShouldBe(0);
    }

    [Fact]
    public void Advance_Backwards_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => VirtualClock.Frozen(Start).Advance(TimeSpan.FromTicks(-1)));

    [Fact]
    public async Task Advance_OfARunningClock_FiresWhatBecomesDueAndKeepsRunning()
    {
        var clock = VirtualClock.Running();
        var delay = Task.Delay(TimeSpan.FromDays(20), clock);
        clock.Advance(TimeSpan.FromDays(31));
        await delay;
        clock.Offset.ShouldBeGreaterThan(TimeSpan.FromDays(30.9));
    }

    [Fact]
    public async Task Timers_ArmedWhileTheClockIsMoved_AreNeverLost()
    {
        var clock = VirtualClock.Frozen(Start);
        for (var round = 0; round < 500; round++)
        {
            var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var arming = ArmAsync(clock, together.Task, fired);
            together.SetResult();
            clock.Advance(TimeSpan.FromMinutes(1));
            using var timer = await arming;
            clock.Advance(TimeSpan.FromMinutes(1));
            await fired.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private static async Task<ITimer> ArmAsync(VirtualClock clock, Task together, TaskCompletionSource fired)
    {
        await together;
        return Timer(clock, TimeSpan.FromSeconds(30), () => fired.TrySetResult());
    }

    private static ITimer Timer(VirtualClock clock, TimeSpan due, Action fire) =>
        clock.CreateTimer(_ => fire(), null, due, Timeout.InfiniteTimeSpan);
}
