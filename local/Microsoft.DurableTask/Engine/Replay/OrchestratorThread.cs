namespace Mothership.Local.Durable.Replay;

/// <summary>
/// The one logical thread of an orchestrator: what its awaits continue with runs here, in a fixed order, and only while
/// an event is being taken in. A continuation that comes from anywhere else means that the orchestrator awaits
/// something
/// that is not in its history; it is not run, and <paramref name="onForeign"/> is told.
/// </summary>
internal sealed class OrchestratorThread(Action onForeign) : SynchronizationContext
{
    [ThreadStatic]
    private static OrchestratorThread? _running;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();

    /// <summary>Whether the caller is on this thread.</summary>
    public bool IsCurrent => _running == this;

    /// <summary>Whether a continuation came from elsewhere.</summary>
    public bool Violated { get; private set; }

    /// <summary>
    /// Runs <paramref name="work"/> and everything that it sets going, until all wait for further events.
    /// </summary>
    public void Run(Action work)
    {
        var (before, outer) = (Current, _running);
        SetSynchronizationContext(this);
        _running = this;
        try
        {
            work();
            while (_queue.TryDequeue(out var next))
                next.Callback(next.State);
        }
        finally
        {
            _running = outer;
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            _queue.Enqueue((d, state));
        else
            Report();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            d(state);
        else
            Report();
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Throws when the caller is not on this thread.</summary>
    public void Demand(string member)
    {
        if (IsCurrent)
            return;
        Report();
        throw new InvalidOperationException($"{member} was called outside the orchestrator's thread. {Advice}");
    }

    public const string Advice =
        "An orchestrator may only await tasks of its TaskOrchestrationContext, without ConfigureAwait(false): "
        + "I/O, delays and other threads belong in activities.";

    private void Report()
    {
        Violated = true;
        onForeign();
    }
}
