using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using Mothership.Local.Durable.Dispatch;
using Mothership.Local.Durable.Store;

namespace Mothership.Local.Durable;

/// <summary>
/// Runs durable orchestrations on one machine, with their histories in one SQLite file. After any end of the process
/// the
/// next start goes on where the histories end; only activities that were under way run again.
/// </summary>
public sealed class DurableEngine : IAsyncDisposable
{
    private readonly DurableEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly DurableStore _store;
    private readonly OrchestrationRunner _runner;
    private readonly ActivityRunner _activities;
    private readonly TimerQueue _timers;
    private readonly InstanceWatch _watch = new();
    private bool _accepting;
    private bool _started;
    private bool _stopped;

    /// <summary>Opens the task hub; nothing runs before <see cref="StartAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">Another engine uses the task hub.</exception>
    public DurableEngine(
        DurableTaskRegistrations tasks,
        DurableEngineOptions options,
        TimeProvider time,
        ILoggerFactory logs,
        DataConverter? converter = null
    )
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time) = (options, time);
        converter ??= JsonDataConverter.Default;
        var logger = logs.CreateLogger<DurableEngine>();
        _store = new DurableStore(options.DatabasePath, options.FullSync);
        var sessions = new SessionFactory(tasks.Orchestrators, converter, logs, options.DefaultVersion);
        _runner = new OrchestrationRunner(_store, sessions, options, time, logger);
        _activities = new ActivityRunner(
            tasks.Activities,
            converter,
            logger,
            (row, outcome) => _runner.Post(row.Instance, Message.From(row, outcome))
        );
        _timers = new TimerQueue(time, row => _runner.Post(row.Instance, Message.From(row)));
        Client = new EngineClient(this, converter);
    }

    /// <summary>
    /// Starts and steers orchestrations; usable before the start, which then runs what was scheduled.
    /// </summary>
    public DurableTaskClient Client { get; }

    internal DurableEngineOptions Options => _options;

    internal TimeProvider Time => _time;

    internal DurableStore Store => _store;

    internal InstanceWatch Watch => _watch;

    /// <summary>Takes up everything that is open in the task hub, and runs it.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (_started)
            throw new InvalidOperationException("The engine has been started already.");
        _started = true;
        _runner.Start(HandOut);
        _activities.Start(_options.MaxConcurrentActivities);
        // Read between two commits: what is written before is taken up here, what is written after is accepted.
        await _store.WriteAsync(ReadOpenWork, TakeUp);
    }

    /// <summary>
    /// Starts nothing more, waits for the activities under way for a bounded time and commits what has been decided.
    /// </summary>
    public async Task StopAsync(CancellationToken ct)
    {
        if (_stopped)
            return;
        _stopped = true;
        await _activities.StopAsync(_options.StopTimeout, _time);
        _timers.Dispose();
        await _runner.StopAsync();
        _store.Dispose();
        _watch.Close();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    /// <summary>Ends as a killed process does: nothing more is written, and nobody is told.</summary>
    internal void Abandon()
    {
        _stopped = true;
        _runner.Abandon();
        _activities.Abandon();
        _timers.Dispose();
        _store.Abandon();
    }

    /// <summary>
    /// Hands a new instance, or a message for one, to the runner. Called in the order of the commits.
    /// </summary>
    internal void Accept(InstanceRow created)
    {
        if (!_accepting)
            return;
        if (created.StartAt > _time.GetUtcNow().UtcDateTime)
            _timers.Add([new(created.Id, created.Execution, TimerQueue.StartOfInstance, created.StartAt)]);
        else
            _runner.Post(created.Id, Message.Start);
        _watch.Changed(created.InstanceId);
    }

    internal void Accept(MessageRow message)
    {
        if (_accepting)
            _runner.Post(message.Instance, Message.From(message));
    }

    private static OpenWork ReadOpenWork(StoreConnection db) =>
        new(db.Pending(), db.Messages(), db.Activities(), db.Timers());

    private void TakeUp(OpenWork open)
    {
        _accepting = true;
        open.Pending.ForEach(Accept);
        open.Messages.ForEach(Accept);
        open.Activities.ForEach(_activities.Enqueue);
        _timers.Add(open.Timers);
    }

    private void HandOut(WorkItemOutcome outcome)
    {
        foreach (var activity in outcome.Activities)
            _activities.Enqueue(activity);
        foreach (var started in outcome.Started)
            Accept(started);
        foreach (var message in outcome.Messages)
            Accept(message);
        if (outcome.Instance is not { } instance)
            return;
        outcome.CancelledTimers.ForEach(_timers.Cancel);
        if (instance.IsFinished)
            _timers.CancelAll(instance.Id);
        else
            _timers.Add(outcome.Timers);
        _watch.Changed(instance.InstanceId);
    }

    private sealed record OpenWork(
        List<InstanceRow> Pending,
        List<MessageRow> Messages,
        List<ActivityRow> Activities,
        List<TimerRow> Timers
    );
}
