namespace Mothership.Simulator.Tests.Engine;

/// <summary>
/// One thread on which many tasks take turns; which of them goes on is drawn from the seed. So a race is found by its
/// seed, and found again by the same one.
/// </summary>
internal sealed class SeededLoop(Random random) : SynchronizationContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];

    /// <summary>How many turns have been taken.</summary>
    public long Turns { get; private set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_ready)
        {
            _ready.Add((d, state));
            Monitor.Pulse(_ready);
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs a task, and all that it begins, to its end.</summary>
    public T Run<T>(Func<Task<T>> main)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var running = main();
            while (!running.IsCompleted)
                TakeTurn();
            return running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private void TakeTurn()
    {
        var (callback, state) = Next();
        Turns++;
        callback(state);
    }

    private (SendOrPostCallback Callback, object? State) Next()
    {
        lock (_ready)
        {
            // Nothing here waits for another thread for long: the tables answer at once.
            while (_ready.Count == 0)
                if (!Monitor.Wait(_ready, Patience))
                    throw new TimeoutException("The simulation has stopped: nothing is ready to go on.");
            var index = random.Next(_ready.Count);
            var next = _ready[index];
            _ready[index] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            return next;
        }
    }
}
