using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Mothership.Local.Durable.History;
using Mothership.Local.Durable.Store;

namespace Mothership.Local.Durable.Dispatch;

/// <summary>An activity as the host has found it.</summary>
internal sealed record ActivityEntry(
    Type? InputType,
    Func<TaskActivityContext, object?, CancellationToken, Task<object?>> Run
);

/// <summary>
/// Runs activities, a bounded number at a time. An activity's row stays until its outcome is in the history: one that
/// was under way when the process ended runs again.
/// </summary>
internal sealed partial class ActivityRunner(
    IReadOnlyDictionary<string, ActivityEntry> activities,
    DataConverter converter,
    ILogger logger,
    Action<ActivityRow, HistoryEvent> done
)
{
    private readonly Channel<ActivityRow> _queue = Channel.CreateUnbounded<ActivityRow>();
    private readonly CancellationTokenSource _stopFetching = new();
    private readonly CancellationTokenSource _abort = new();
    private Task _loops = Task.CompletedTask;

    public void Enqueue(ActivityRow row) => _queue.Writer.TryWrite(row);

    public void Start(int concurrency) =>
        _loops = Task.WhenAll([.. Enumerable.Range(0, concurrency).Select(_ => Loop())]);

    /// <summary>
    /// Starts no more activities, waits for those under way up to <paramref name="bound"/>, then cancels them.
    /// </summary>
    public async Task StopAsync(TimeSpan bound, TimeProvider time)
    {
        await _stopFetching.CancelAsync();
        try
        {
            await _loops.WaitAsync(bound, time);
        }
        catch (TimeoutException)
        {
            LogUnfinished();
            await _abort.CancelAsync();
        }
    }

    /// <summary>Stops as if the process had been killed: outcomes are dropped from now on.</summary>
    public void Abandon()
    {
        _stopFetching.Cancel();
        _abort.Cancel();
    }

    private async Task Loop()
    {
        var stop = _stopFetching.Token;
        // The caller starts many loops and must not run the first activity itself.
        await Task.Yield();
        try
        {
            while (await _queue.Reader.WaitToReadAsync(stop))
            while (!stop.IsCancellationRequested && _queue.Reader.TryRead(out var row))
                await RunOne(row);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is left in the queue has its rows and runs after the next start.
        }
    }

    private async Task RunOne(ActivityRow row)
    {
        if (await Attempt(row) is { } outcome && !_abort.IsCancellationRequested)
            done(row, outcome);
    }

    /// <summary>The outcome; null when the activity was cut off and has none.</summary>
    private async Task<HistoryEvent?> Attempt(ActivityRow row)
    {
        using var span = Tracing.StartActivity(row);
        try
        {
            return HistoryEvent.TaskCompleted(row.Task, await Execute(row));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (_abort.IsCancellationRequested)
                return null;
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            LogFailed(failure, row.Name, row.InstanceId, row.Task);
            return HistoryEvent.TaskFailed(row.Task, Describe(failure));
        }
    }

    private async Task<string?> Execute(ActivityRow row)
    {
        if (!activities.TryGetValue(row.Name, out var activity))
            throw new ActivityMissingException(row.Name);
        var input = activity.InputType is { } type ? converter.Deserialize(row.Input, type) : null;
        var context = new RunningActivity(row.Name, row.InstanceId, row.Version);
        return converter.Serialize(await activity.Run(context, input, _abort.Token));
    }

    private static Failure Describe(Exception failure) =>
        failure is ActivityMissingException
            ? new Failure(Failure.TaskMissing, failure.Message, Final: true)
            : Failure.From(failure);

    [LoggerMessage(LogLevel.Warning, "Activity {Name} of instance {Instance}, step {Task}, failed.")]
    private partial void LogFailed(Exception failure, string name, string instance, int task);

    [LoggerMessage(
        LogLevel.Warning,
        "Activities are still running; they are cancelled and run again after the restart."
    )]
    private partial void LogUnfinished();

    private sealed class RunningActivity(string name, string instanceId, string version) : TaskActivityContext
    {
        public override TaskName Name => name;

        public override string InstanceId => instanceId;

        public override string Version => version;
    }
}

internal sealed class ActivityMissingException(string name)
    : Exception($"There is no activity called '{name}' in this application.");
