using Mothership.Local.Durable.History;

namespace Mothership.Local.Durable.Replay;

/// <summary>
/// The numbered steps of one run: which of them the orchestrator has just taken, and which are still open. The numbers
/// come from the order of the calls, so a replay gives every step its old number or is found out.
/// </summary>
internal sealed class Steps
{
    private readonly SortedDictionary<int, OrchestrationAction> _taken = [];
    private readonly SortedDictionary<int, OrchestrationAction> _held = [];
    private readonly Dictionary<int, TaskCompletionSource<string?>> _open = [];
    private readonly List<int> _cancelledTimers = [];
    private int _next;

    /// <summary>Whether a call or a timer has not come back yet.</summary>
    public bool HasOpen => _open.Count > 0;

    /// <summary>Takes a step whose outcome nobody waits for.</summary>
    public void Take(Func<int, OrchestrationAction> make)
    {
        var id = _next++;
        _taken.Add(id, make(id));
    }

    /// <summary>Takes a step and waits for its outcome.</summary>
    public Task<string?> Open(Func<int, OrchestrationAction> make) => OpenStep(make, out _).Task;

    /// <summary>Takes a timer step; cancelled, it is closed and its timer given up.</summary>
    public Task OpenTimer(DateTime fireAt, CancellationToken cancellation)
    {
        var source = OpenStep(step => new StartTimer(step, fireAt), out var id);
        cancellation.Register(() =>
        {
            if (!source.TrySetCanceled(cancellation))
                return;
            _open.Remove(id);
            _cancelledTimers.Add(id);
        });
        return source.Task;
    }

    /// <summary>Checks a step of the history off against the one that the replay has taken.</summary>
    /// <exception cref="NonDeterminismException">The replay has not taken it, or took another one in its
    /// place.</exception>
    public void Confirm(HistoryEvent past)
    {
        if (!_taken.TryGetValue(past.TaskId, out var taken) || !taken.Matches(past))
            throw new NonDeterminismException(past, taken);
        _taken.Remove(past.TaskId);
    }

    /// <summary>
    /// Closes a step with its result. One that is closed already stays as it is: messages may come twice.
    /// </summary>
    public void Complete(int id, string? result)
    {
        if (_open.Remove(id, out var source))
            source.SetResult(result);
    }

    /// <summary>Closes a step with its failure.</summary>
    public void Fail(int id, Failure failure)
    {
        if (_open.Remove(id, out var source))
            source.SetException(new StepFailedException(id, failure));
    }

    /// <summary>Keeps the steps just taken back until <see cref="Release"/>.</summary>
    public void Hold() => Move(_taken, _held);

    /// <summary>Lets the steps that were kept back go on.</summary>
    public void Release() => Move(_held, _taken);

    /// <summary>The steps taken since the last time.</summary>
    public IReadOnlyList<OrchestrationAction> Collect()
    {
        OrchestrationAction[] all = [.. _taken.Values];
        _taken.Clear();
        return all;
    }

    /// <summary>The timers cancelled since the last time.</summary>
    public IReadOnlyList<int> CollectCancelledTimers()
    {
        int[] all = [.. _cancelledTimers];
        _cancelledTimers.Clear();
        return all;
    }

    private TaskCompletionSource<string?> OpenStep(Func<int, OrchestrationAction> make, out int id)
    {
        id = _next++;
        _taken.Add(id, make(id));
        var source = new TaskCompletionSource<string?>();
        _open.Add(id, source);
        return source;
    }

    private static void Move(
        SortedDictionary<int, OrchestrationAction> from,
        SortedDictionary<int, OrchestrationAction> to
    )
    {
        foreach (var (id, action) in from)
            to.Add(id, action);
        from.Clear();
    }
}
