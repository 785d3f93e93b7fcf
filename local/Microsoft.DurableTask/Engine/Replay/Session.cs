using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Mothership.Local.Durable.History;

namespace Mothership.Local.Durable.Replay;

/// <summary>What a session knows about its instance beside the history.</summary>
internal sealed record SessionInfo(string InstanceId, ParentOrchestrationInstance? Parent, string DefaultVersion);

/// <summary>
/// One run of an orchestrator in memory. It takes in events, past ones and then new ones, one after another and each to
/// its end, and says what the code wants done. Whether it has lived through the events or replayed them makes no
/// difference to what it decides.
/// </summary>
internal sealed class Session
{
    private readonly OrchestratorTable _orchestrators;
    private readonly OrchestratorContext _context;
    private readonly DataConverter _converter;
    private readonly Queue<HistoryEvent> _whileSuspended = new();
    private readonly List<HistoryEvent> _late = [];
    private Task<object?>? _run;
    private Exception? _broken;
    private Terminated? _terminated;
    private (string? Input, string Version)? _continue;
    private string? _customStatus;
    private bool _suspended;

    public Session(
        SessionInfo info,
        OrchestratorTable orchestrators,
        DataConverter converter,
        ILoggerFactory logs,
        Action onForeignThread
    )
    {
        (_orchestrators, _converter) = (orchestrators, converter);
        Thread = new OrchestratorThread(onForeignThread);
        Inbox = new EventInbox(converter);
        _context = new OrchestratorContext(this, info, converter, logs);
    }

    public OrchestratorThread Thread { get; }

    public Steps Steps { get; } = new();

    public EventInbox Inbox { get; }

    public DateTime Now { get; private set; }

    public bool IsReplaying { get; private set; }

    /// <summary>Lives through the instance's history.</summary>
    public void Replay(IEnumerable<HistoryEvent> past)
    {
        IsReplaying = true;
        Feed(past);
        IsReplaying = false;
    }

    /// <summary>Takes in new events and decides.</summary>
    public Decision Process(IEnumerable<HistoryEvent> events)
    {
        Feed(events);
        var completion = Outcome();
        // A run that is cut off, or was never sound, must not start anything more.
        var actions = completion is Terminated || _broken is not null ? [] : Steps.Collect();
        return new Decision(actions, Steps.CollectCancelledTimers(), completion, _customStatus, _suspended);
    }

    public void SetCustomStatus(string? status) => _customStatus = status ?? "null";

    public void ContinueAsNew(string? input, string version, bool preserveEvents)
    {
        _continue = (input, version);
        if (preserveEvents)
            _late.AddRange(Inbox.TakeUnclaimed());
    }

    private void Feed(IEnumerable<HistoryEvent> events)
    {
        try
        {
            foreach (var next in _broken is null ? events : [])
            {
                Now = next.At;
                Thread.Run(() => Apply(next));
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _broken = failure;
        }
    }

    private void Apply(HistoryEvent e)
    {
        if (!_suspended || e.Kind is EventKind.ExecutionResumed or EventKind.ExecutionTerminated)
            Handle(e);
        else if (e.Kind is not EventKind.ExecutionSuspended)
            _whileSuspended.Enqueue(e);
    }

    private void Handle(HistoryEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.ExecutionStarted:
                Start(e);
                break;
            case EventKind.ExecutionTerminated:
                _terminated = new Terminated(e.Data, e.Detail == HistoryEvent.Recursive);
                break;
            case EventKind.ExecutionSuspended:
                _suspended = true;
                Steps.Hold();
                break;
            case EventKind.ExecutionResumed:
                Resume();
                break;
            case EventKind.EventRaised:
                Deliver(e);
                break;
            default:
                HandleStep(e);
                break;
        }
    }

    private void HandleStep(HistoryEvent e)
    {
        switch (e.Kind)
        {
            case EventKind.TaskScheduled
            or EventKind.SubOrchestrationCreated
            or EventKind.TimerCreated
            or EventKind.EventSent:
                Steps.Confirm(e);
                break;
            case EventKind.TaskCompleted or EventKind.SubOrchestrationCompleted:
                Steps.Complete(e.TaskId, e.Data);
                break;
            case EventKind.TaskFailed or EventKind.SubOrchestrationFailed:
                Steps.Fail(e.TaskId, Failure.Parse(e.Detail!));
                break;
            case EventKind.TimerFired:
                Steps.Complete(e.TaskId, null);
                break;
        }
    }

    private void Start(HistoryEvent started)
    {
        _context.Start(started);
        _run = Run(started.Name!);
    }

    private async Task<object?> Run(string name) => await _orchestrators.Find(name)(_context);

    private void Resume()
    {
        _suspended = false;
        Steps.Release();
        while (_whileSuspended.TryDequeue(out var waiting))
            Handle(waiting);
    }

    private void Deliver(HistoryEvent raised)
    {
        if (_continue is null)
            Inbox.Deliver(raised);
        else
            _late.Add(raised);
    }

    private Completion? Outcome()
    {
        if (_broken is NonDeterminismException)
            return new Failed(new Failure(Failure.NonDeterminism, _broken.Message, Final: true));
        if (_broken is not null)
            return new Failed(Failure.From(_broken));
        if (Thread.Violated)
            return Illegal();
        if (_terminated is not null)
            return _terminated;
        if (Steps.HasOpen || _run is null)
            return null;
        if (_run.IsCompleted)
            return Ended(_run);
        return _suspended || Inbox.HasWaiters ? null : Illegal();
    }

    private Completion Ended(Task<object?> run)
    {
        try
        {
            var output = run.GetAwaiter().GetResult();
            return _continue is { } next
                ? new ContinuedAsNew(next.Input, next.Version, [.. _late])
                : new Completed(_converter.Serialize(output));
        }
        catch (OrchestratorMissingException missing)
        {
            return new Failed(new Failure(Failure.TaskMissing, missing.Message, Final: true));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return new Failed(Failure.From(failure));
        }
    }

    private Failed Illegal()
    {
        _broken = new InvalidOperationException(
            "The orchestrator awaits something that is not in its history. " + OrchestratorThread.Advice
        );
        return new Failed(Failure.From(_broken));
    }
}
