using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Mothership.Local.Worker;

namespace Mothership.Local.Host;

/// <summary>
/// Runs one timer function by the rules of the official timer extension: never two invocations at once, occurrences
/// that pass during an invocation are made up for by one, and an occurrence missed while the host was down by one at
/// the start.
/// </summary>
internal sealed partial class TimerListener : IAsyncDisposable
{
    // The delay is cut so that it fits a timer, however far away the occurrence is.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    // More than passes between two looks at a clock that nobody moves.
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(1);

    private readonly AppRuntime _app;
    private readonly FunctionDescriptor _function;
    private readonly Schedule _schedule;
    private readonly TimerStatusFile? _record;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private ScheduleStatus _status = new();
    private Task _loop = Task.CompletedTask;

    internal TimerListener(
        AppRuntime app,
        FunctionDescriptor function,
        TimerTriggerAttribute trigger,
        Schedule schedule,
        string stateFolder
    )
    {
        (_app, _function, _schedule) = (app, function, schedule);
        _logger = app.Loggers.CreateLogger("Timer");
        var monitored = trigger.UseMonitor && !schedule.IsTooOftenToMonitor(app.Clock.GetUtcNow());
        _record = monitored ? new TimerStatusFile(stateFolder, function.Name) : null;
        RunOnStartup = trigger.RunOnStartup;
    }

    private bool RunOnStartup { get; }

    /// <summary>Starts waiting; what the start itself owes (a missed run, RunOnStartup) begins at once.</summary>
    internal void Start()
    {
        var now = _app.Clock.GetUtcNow();
        var pastDue = ReadRecord(now);
        if (pastDue)
            LogPastDue(_function.Name, _status.Next);
        _loop = RunAsync(pastDue, runFirst: pastDue || RunOnStartup);
    }

    /// <summary>Runs no more; waits for an invocation under way.</summary>
    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    // The recorded next run only counts while the schedule is the one it was recorded for.
    private bool ReadRecord(DateTimeOffset now)
    {
        if (_record?.Read() is not { } recorded)
        {
            _status = new ScheduleStatus { Next = _schedule.Next(now).UtcDateTime, LastUpdated = now.UtcDateTime };
            _record?.Write(_status);
            return false;
        }
        var since =
            recorded.Last != default ? recorded.Last
            : recorded.LastUpdated != default ? recorded.LastUpdated
            : now.UtcDateTime;
        var expected = _schedule.Next(AsUtc(since));
        _status = recorded;
        if (AsUtc(recorded.Next) != expected)
        {
            if (now > expected)
                (expected, since) = (_schedule.Next(now), now.UtcDateTime);
            _status = new ScheduleStatus { Next = expected.UtcDateTime, LastUpdated = since };
            _record.Write(_status);
        }
        return now > AsUtc(_status.Next);
    }

    private async Task RunAsync(bool pastDue, bool runFirst)
    {
        try
        {
            await Task.Yield();
            if (runFirst)
                await InvokeAsync(pastDue, isScheduled: false);
            while (true)
            {
                await WaitAsync(AsUtc(_status.Next));
                await InvokeAsync(isPastDue: false, isScheduled: true);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped between two invocations.
        }
        catch (Exception e)
        {
            LogDied(e, _function.Name);
        }
    }

    private async Task WaitAsync(DateTimeOffset due)
    {
        for (var now = _app.Clock.GetUtcNow(); now < due; now = _app.Clock.GetUtcNow())
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            var wait = due - now < LongestWait ? due - now : LongestWait;
            var delay = Task.Delay(wait, _app.Clock, over.Token);
            // Was the clock moved between the look at it and the arming? Then the delay is too long.
            if (_app.Clock.GetUtcNow() - now > Jump)
                await over.CancelAsync();
            else
                // Whoever moves a virtual clock must not end up running the function on his own thread.
                await delay.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
        _stop.Token.ThrowIfCancellationRequested();
    }

    private async Task InvokeAsync(bool isPastDue, bool isScheduled)
    {
        _stop.Token.ThrowIfCancellationRequested();
        var began = _app.Clock.GetUtcNow();
        var info = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = _record is null ? null : _status };
        await _app.TryInvokeAsync(
            _function,
            () => new InvocationContext(_function.Definition, _app.Scopes, _app.Abandoned) { Trigger = info },
            _stop.Token
        );
        // A timer that fires a little early must not take the same occurrence again.
        var ran = isScheduled && AsUtc(_status.Next) > began ? AsUtc(_status.Next) : began;
        _status = new ScheduleStatus
        {
            Last = ran.UtcDateTime,
            Next = _schedule.Next(ran).UtcDateTime,
            LastUpdated = ran.UtcDateTime,
        };
        _record?.Write(_status);
    }

    private static DateTimeOffset AsUtc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    [LoggerMessage(LogLevel.Information, "Timer {Function} missed its run of {Due:u}: it runs now")]
    private partial void LogPastDue(string function, DateTime due);

    [LoggerMessage(LogLevel.Critical, "Timer {Function} died and will not run until the app starts again")]
    private partial void LogDied(Exception failure, string function);
}
