using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Mothership.Local.Durable.History;
using Mothership.Local.Durable.Replay;
using Mothership.Local.Durable.Store;

namespace Mothership.Local.Durable.Dispatch;

/// <summary>
/// Runs the instances' work items: takes in what has come, lets the orchestrator decide, commits, and hands out what
/// follows. Nothing polls: a message wakes its instance, a commit's end wakes what it has started.
/// </summary>
internal sealed partial class OrchestrationRunner(
    DurableStore store,
    SessionFactory sessions,
    DurableEngineOptions options,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, Mailbox> _boxes = new();
    private readonly Channel<Mailbox> _ready = Channel.CreateUnbounded<Mailbox>();
    private readonly SessionCache _cache = new(options.MaxCachedInstances);
    private Action<WorkItemOutcome>? _committed;
    private Task _loops = Task.CompletedTask;
    private volatile bool _abandoned;

    /// <summary>
    /// Begins to run work items; <paramref name="committed"/> gets the outcome of each, in commit order.
    /// </summary>
    public void Start(Action<WorkItemOutcome> committed)
    {
        _committed = committed;
        _loops = Task.WhenAll([.. Enumerable.Range(0, options.MaxConcurrentOrchestrations).Select(_ => Loop())]);
    }

    /// <summary>Gives an instance something to take in.</summary>
    public void Post(long instance, params IReadOnlyList<Message> messages)
    {
        while (messages.Count > 0)
        {
            var box = _boxes.GetOrAdd(instance, static id => new Mailbox(id));
            if (!box.TryAdd(messages, out var mustRun))
            {
                _boxes.TryRemove(new(instance, box));
                continue;
            }
            if (mustRun)
                _ready.Writer.TryWrite(box);
            return;
        }
    }

    /// <summary>Runs what is ready and ends; what comes later stays in the store.</summary>
    public Task StopAsync()
    {
        _ready.Writer.TryComplete();
        return _loops;
    }

    /// <summary>Ends as if the process had been killed.</summary>
    public void Abandon()
    {
        _abandoned = true;
        _ready.Writer.TryComplete();
    }

    private async Task Loop()
    {
        await Task.Yield();
        await foreach (var box in _ready.Reader.ReadAllAsync())
            if (!_abandoned)
                Run(box);
    }

    private void Run(Mailbox box)
    {
        var messages = box.TakeAll();
        try
        {
            if (Load(box))
                Decide(box, messages);
            else
                End(box);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Retry(box, messages, failure);
        }
    }

    /// <summary>
    /// Reads and replays what is not in memory; false when there is nothing left to do for the instance.
    /// </summary>
    private bool Load(Mailbox box)
    {
        box.Row ??= store.Read(db => db.GetInstance(box.Id));
        if (box.Row is null or { IsFinished: true })
            return false;
        if (box.Session is not null)
            return true;
        var history = store.Read(db => db.History(box.Id));
        box.NextEvent = history.Count;
        box.Session = sessions.Create(box.Row, () => Post(box.Id, Message.Nudge));
        box.Session.Replay(history);
        return true;
    }

    private void Decide(Mailbox box, List<Message> messages)
    {
        messages.InsertRange(0, box.Deferred);
        box.Deferred.Clear();
        var row = box.Row!;
        var current = Current(box, messages);
        if (box.NextEvent == 0 && !current.Exists(CanComeFirst))
        {
            box.Deferred.AddRange(messages);
            End(box);
            return;
        }
        var now = Later(time.GetUtcNow().UtcDateTime, row.Updated);
        HistoryEvent[] events = [.. current.Select(m => ToEvent(m, row) with { At = now })];
        var decision = box.Session!.Process(events);
        if (events.Length == 0 && decision is { Completion: null, Actions.Count: 0 })
            End(box);
        else
            Commit(box, messages, new WorkItemCommit(row, box.NextEvent, now, messages, events, decision));
    }

    /// <summary>
    /// The messages that the present run takes in. Before it has started, the start comes first, then what the run
    /// before has handed on, then what has come from outside.
    /// </summary>
    internal static List<Message> Current(Mailbox box, List<Message> messages)
    {
        var (row, started) = (box.Row!, box.NextEvent > 0);
        var mine = messages.Where(m =>
            m.Source != MessageSource.Nudge
            && (m.Execution == 0 || m.Execution == row.Execution)
            && !(started && m.IsStart)
        );
        return
        [
            .. started
                ? mine
                : mine.OrderBy(m =>
                    m.IsStart ? 0
                    : m.Execution != 0 ? 1
                    : 2
                ),
        ];
    }

    private static bool CanComeFirst(Message message) =>
        message.IsStart || message.Event?.Kind == EventKind.ExecutionTerminated;

    private static HistoryEvent ToEvent(Message message, InstanceRow row) =>
        message.Event ?? HistoryEvent.Started(row.Name, row.Version.Length == 0 ? null : row.Version, row.Input);

    private void Commit(Mailbox box, List<Message> messages, WorkItemCommit item) =>
        store.Write(
            db => WorkItemWriter.Apply(db, item),
            outcome => Committed(box, outcome),
            failure => Retry(box, messages, failure)
        );

    private void Committed(Mailbox box, WorkItemOutcome outcome)
    {
        if (_abandoned)
            return;
        var before = box.Row!;
        (box.Row, box.NextEvent) = (outcome.Instance, outcome.NextEvent);
        if (
            outcome.Instance is not { IsFinished: false } now
            || now.Execution != before.Execution
            || !options.CacheSessions
        )
            box.Session = null;
        _committed!(outcome);
        End(box);
    }

    private void End(Mailbox box)
    {
        if (box.EndWork())
            _ready.Writer.TryWrite(box);
        else if (box.Session is null)
            Retire(box);
        else if (_cache.Touch(box) is { } idle)
            Retire(idle);
    }

    private void Retire(Mailbox box)
    {
        if (!box.TryRetire())
            return;
        _cache.Remove(box);
        _boxes.TryRemove(new(box.Id, box));
    }

    private void Retry(Mailbox box, List<Message> messages, Exception failure)
    {
        if (_abandoned)
            return;
        LogRetry(failure, box.Id);
        // The session may have taken in what was not committed: it is replayed from what was.
        (box.Row, box.Session) = (null, null);
        box.PutBack(messages);
        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                _ready.Writer.TryWrite(box);
            },
            null,
            RetryAfter,
            Timeout.InfiniteTimeSpan
        );
    }

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    [LoggerMessage(LogLevel.Error, "A work item of instance #{Instance} failed and is tried again.")]
    private partial void LogRetry(Exception failure, long instance);
}
