using Microsoft.Azure.Functions.Worker;
using Mothership.Local.Clock;
using Worker.Tests.Support;

namespace Worker.Tests;

public sealed class TimerTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 30, 0, TimeSpan.Zero);

    private readonly VirtualClock _clock = VirtualClock.Frozen(Start);
    private readonly string _state = Directory.CreateTempSubdirectory("worker-tests-").FullName;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Fact]
    public async Task Timer_OnSchedule_RunsAtEachOccurrence()
    {
        await using var app = await RunAsync(typeof(Hourly));
        _clock.Advance(TimeSpan.FromMinutes(29));
        app.Journal.Entries.ShouldBeEmpty();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await app.Journal.UntilCountAsync(1);
        await ReArmedAsync(app, "Hourly", "2026-03-01T02:00:00");
        _clock.Advance(TimeSpan.FromHours(1));
        var runs = await app.Journal.UntilCountAsync(2);
        runs.ShouldBe(["hourly 01:00 past=False next=01:00", "hourly 02:00 past=False next=02:00"]);
    }

    [Fact]
    public async Task Timer_ClockMovedByAMonth_RunsAtOnceAndNotOncePerHour()
    {
        await using var app = await RunAsync(typeof(Hourly));
        _clock.Advance(TimeSpan.FromDays(31));
        await app.Journal.UntilAsync(runs => runs.Any());
        await ReArmedAsync(app, "Hourly", "2026-04-01T01:00:00");
        app.Journal.Entries.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Timer_MissedWhileDown_RunsOnceAtStartAsPastDue()
    {
        await using (await RunAsync(typeof(Hourly))) { }
        _clock.Advance(TimeSpan.FromHours(5));
        await using var app = await RunAsync(typeof(Hourly));
        var runs = await app.Journal.UntilCountAsync(1);
        runs.ShouldBe(["hourly 05:30 past=True next=01:00"]);
        await ReArmedAsync(app, "Hourly", "2026-03-01T06:00:00");
        app.Journal.Entries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Timer_NotMissed_DoesNotRunAtStart()
    {
        await using (await RunAsync(typeof(Hourly))) { }
        _clock.Advance(TimeSpan.FromMinutes(20));
        await using var app = await RunAsync(typeof(Hourly));
        _clock.Advance(TimeSpan.FromMinutes(10));
        (await app.Journal.UntilCountAsync(1)).ShouldBe(["hourly 01:00 past=False next=01:00"]);
    }

    [Fact]
    public async Task Timer_OtherScheduleSinceTheRecord_ForgetsTheMissedRun()
    {
        await using (await RunAsync(typeof(FromSetting), ("Often", "0 0 * * * *"))) { }
        _clock.Advance(TimeSpan.FromHours(5));
        await using var app = await RunAsync(typeof(FromSetting), ("Often", "0 0 12 * * *"));
        _clock.Advance(TimeSpan.FromHours(6.5));
        (await app.Journal.UntilCountAsync(1)).ShouldBe(["setting 12:00 past=False"]);
    }

    [Fact]
    public async Task Timer_RunOnStartupAndTimeSpan_RunsAtStartAndThenEachSpan()
    {
        await using var app = await RunAsync(typeof(Eager));
        await app.Journal.UntilCountAsync(1);
        await ReArmedAsync(app, "Eager", "2026-03-01T00:40:00");
        _clock.Advance(TimeSpan.FromMinutes(10));
        (await app.Journal.UntilCountAsync(2)).ShouldBe(["eager 00:30", "eager 00:40"]);
    }

    [Fact]
    public async Task Timer_StillRunning_IsNotStartedAgain()
    {
        await using var app = await RunAsync(typeof(Slow));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await app.Journal.UntilCountAsync(1);
        _clock.Advance(TimeSpan.FromMinutes(10));
        app.Journal.Entries.ShouldBe(["begin"]);
        app.Journal.Add("go");
        (await app.Journal.UntilCountAsync(5)).ShouldBe(["begin", "go", "end", "begin", "end"]);
    }

    [Fact]
    public async Task Timer_WithRetryAttribute_TriesAgainAfterTheDelay()
    {
        await using var app = await RunAsync(typeof(Failing));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await app.Journal.UntilAsync(entries => entries.Contains("attempt 0 of 2"));
        await AdvanceUntilAsync(app, entries => entries.Contains("attempt 2 of 2"), TimeSpan.FromSeconds(10));
        app.Journal.Entries.ShouldBe(["attempt 0 of 2", "attempt 1 of 2", "attempt 2 of 2"]);
    }

    [Theory]
    [InlineData("nonsense", "the schedule 'nonsense' is neither NCRONTAB")]
    [InlineData(null, "'%Often%' names a setting that the app does not have: add the app setting 'Often'")]
    public async Task Timer_ScheduleThatCannotBeRead_RefusesToStart(string? setting, string expected)
    {
        var app = new TestApp { Types = [typeof(FromSetting)], Clock = _clock };
        if (setting is not null)
            app.Settings["Often"] = setting;
        var failure = await app.FailToStartAsync();
        failure.Message.ShouldContain("function 'FromSetting'");
        failure.Message.ShouldContain("parameter 'timer'");
        failure.Message.ShouldContain(expected);
    }

    private Task<TestApp> RunAsync(Type type, params (string Name, string Value)[] settings)
    {
        var app = new TestApp
        {
            Types = [type],
            Clock = _clock,
            StateFolder = _state,
        };
        foreach (var (name, value) in settings)
            app.Settings[name] = value;
        return app.StartAsync();
    }

    // The record is written when a run is over, and only then does the timer wait for the next occurrence.
    private Task ReArmedAsync(TestApp app, string function, string next)
    {
        var file = Path.Combine(_state, "timers", "test", $"{function}.json");
        return Poll.UntilAsync(
            () => File.ReadAllText(file).Contains(next),
            () => $"{file}: {File.ReadAllText(file)}; {app.Logs}"
        );
    }

    private Task AdvanceUntilAsync(TestApp app, Func<IReadOnlyList<string>, bool> condition, TimeSpan step) =>
        Poll.UntilAsync(
            () =>
            {
                if (condition(app.Journal.Entries))
                    return true;
                _clock.Advance(step);
                return false;
            },
            () => string.Join(" | ", app.Journal.Entries)
        );

    internal sealed class Hourly(Journal journal, TimeProvider clock)
    {
        [Function("Hourly")]
        public async Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer)
        {
            await Task.Yield();
            var next = timer.ScheduleStatus!.Next;
            journal.Add($"hourly {clock.GetUtcNow():HH:mm} past={timer.IsPastDue} next={next:HH:mm}");
        }
    }

    internal sealed class FromSetting(Journal journal, TimeProvider clock)
    {
        [Function("FromSetting")]
        public void Run([TimerTrigger("%Often%")] TimerInfo timer) =>
            journal.Add($"setting {clock.GetUtcNow():HH:mm} past={timer.IsPastDue}");
    }

    internal sealed class Eager(Journal journal, TimeProvider clock)
    {
        [Function("Eager")]
        public void Run([TimerTrigger("00:10:00", RunOnStartup = true)] TimerInfo timer) =>
            journal.Add($"eager {clock.GetUtcNow():HH:mm}");
    }

    internal sealed class Slow(Journal journal)
    {
        [Function("Slow")]
        public async Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
            journal.Add("begin");
            await journal.UntilAsync(entries => entries.Contains("go"));
            journal.Add("end");
        }
    }

    internal sealed class Failing(Journal journal)
    {
        [Function("Failing")]
        [FixedDelayRetry(2, "00:00:10")]
        public void Run([TimerTrigger("0 0 12 * * *", RunOnStartup = true)] TimerInfo timer, FunctionContext context)
        {
            journal.Add($"attempt {context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount}");
            throw new InvalidOperationException("not yet");
        }
    }
}
