namespace Mothership.Local.Durable.Store;

/// <summary>
/// Writes for everybody, on one thread: whatever is waiting when a transaction begins goes into it, so that the cost of
/// a commit is shared. What follows a write runs on that thread, in the order of the commits.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private const int MaxBatch = 512;

    private readonly StoreConnection _connection;
    private readonly Lock _connectionGate;
    private readonly Queue<IWrite> _queue = new();
    private readonly object _gate = new();
    private readonly Thread _thread;
    private bool _closing;
    private bool _abandoned;

    public GroupCommit(StoreConnection connection, Lock connectionGate)
    {
        (_connection, _connectionGate) = (connection, connectionGate);
        _thread = new Thread(Loop) { IsBackground = true, Name = "durable-writer" };
        _thread.Start();
    }

    private interface IWrite
    {
        void Apply(StoreConnection connection);
        void Succeeded();
        void Failed(Exception failure);
    }

    /// <summary>
    /// Queues a write. After the commit <paramref name="committed"/> gets its result, else <paramref name="failed"/>
    /// the
    /// reason; both must be quick and must not throw.
    /// </summary>
    public void Enqueue<T>(Func<StoreConnection, T> work, Action<T> committed, Action<Exception> failed)
    {
        lock (_gate)
        {
            if (!_closing)
            {
                _queue.Enqueue(new Write<T>(work, committed, failed));
                Monitor.Pulse(_gate);
                return;
            }
        }
        failed(new ObjectDisposedException(nameof(GroupCommit), "The durable engine is closed."));
    }

    /// <summary>Writes what is queued and ends the thread.</summary>
    public void Dispose() => Close(abandon: false);

    /// <summary>Ends the thread as if the process had been killed: what is queued is lost.</summary>
    public void Abandon() => Close(abandon: true);

    private void Close(bool abandon)
    {
        lock (_gate)
        {
            (_closing, _abandoned) = (true, _abandoned || abandon);
            Monitor.Pulse(_gate);
        }
        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Loop()
    {
        while (Take() is { } batch)
            CommitAll(batch);
    }

    private List<IWrite>? Take()
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_closing)
                Monitor.Wait(_gate);
            if (_queue.Count == 0 || _abandoned)
                return null;
            var batch = new List<IWrite>(Math.Min(_queue.Count, MaxBatch));
            while (batch.Count < MaxBatch && _queue.TryDequeue(out var write))
                batch.Add(write);
            return batch;
        }
    }

    private void CommitAll(List<IWrite> batch)
    {
        var failure = Try(batch);
        if (failure is null)
            batch.ForEach(write => write.Succeeded());
        else if (batch.Count == 1)
            batch[0].Failed(failure);
        else
            // One bad write must not take the others down: each gets a transaction of its own.
            batch.ForEach(write => CommitAll([write]));
    }

    private Exception? Try(List<IWrite> batch)
    {
        lock (_connectionGate)
        {
            var begun = false;
            try
            {
                _connection.Begin();
                begun = true;
                batch.ForEach(write => write.Apply(_connection));
                _connection.Commit();
                return null;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                if (begun)
                    TryRollback();
                return failure;
            }
        }
    }

    private void TryRollback()
    {
        try
        {
            _connection.Rollback();
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }

    private sealed class Write<T>(Func<StoreConnection, T> work, Action<T> committed, Action<Exception> failed) : IWrite
    {
        private T _result = default!;

        public void Apply(StoreConnection connection) => _result = work(connection);

        public void Succeeded() => committed(_result);

        public void Failed(Exception failure) => failed(failure);
    }
}
