namespace Worker.Tests.Support;

/// <summary>What functions did, in order; a test waits until enough has happened.</summary>
public sealed class Journal
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    private readonly Lock _gate = new();
    private readonly List<string> _entries = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    public void Add(string entry)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            _entries.Add(entry);
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        changed.SetResult();
    }

    /// <summary>Waits until a condition holds; fails with the entries when it does not within the bound.</summary>
    public async Task<IReadOnlyList<string>> UntilAsync(Func<IReadOnlyList<string>, bool> condition)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (true)
        {
            Task changed;
            IReadOnlyList<string> entries;
            lock (_gate)
                (entries, changed) = ([.. _entries], _changed.Task);
            if (condition(entries))
                return entries;
            try
            {
                await changed.WaitAsync(bound.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Not within {Bound}; the journal has: {string.Join(" | ", entries)}");
            }
        }
    }

    public Task<IReadOnlyList<string>> UntilCountAsync(int count) => UntilAsync(entries => entries.Count >= count);
}
