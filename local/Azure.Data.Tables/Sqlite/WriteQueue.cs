using Mothership.Local.Tables.Backend;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// The one writer of a database in this process. Whoever finds the writer idle performs its request at once on its
/// own thread; requests that arrive meanwhile wait and are then performed together in one transaction by a thread
/// kept for that, so that the cost of a commit is shared by as many requests as there are.
/// </summary>
internal sealed class WriteQueue(SqliteSession session, WriteClock clock, Lock? sharedWithReaders) : IDisposable
{
    private const int MaxTogether = 256;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0);
    private Queue<WriteRequest> _waiting = new();
    private Thread? _thread;
    private bool _isBusy;
    private bool _isClosed;

    /// <summary>Whether nothing is being written.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return !_isBusy;
        }
    }

    /// <summary>Returns when the request is done, or at once with a task when others are in front of it.</summary>
    public Task Submit(WriteRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_isBusy)
            {
                _waiting.Enqueue(request);
                return request.Done;
            }
            _isBusy = true;
        }
        RunTogether([request]);
        PassOn();
        return request.Done;
    }

    /// <summary>Waits for what was submitted, then takes no more.</summary>
    public void Dispose()
    {
        Task? last = null;
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            if (_isBusy)
            {
                var marker = new CloseMarker();
                _waiting.Enqueue(marker);
                last = marker.Done;
            }
        }
        last?.Wait();
        _wake.Release();
        _thread?.Join();
        _wake.Dispose();
    }

    private void PassOn()
    {
        lock (_gate)
        {
            _isBusy = _waiting.Count > 0;
            if (!_isBusy)
                return;
            if (_thread is null)
            {
                _thread = new Thread(Drain) { IsBackground = true, Name = "tables-writer" };
                _thread.Start();
            }
        }
        _wake.Release();
    }

    private void Drain()
    {
        while (true)
        {
            _wake.Wait();
            while (TakeBatch() is { } batch)
                RunTogether(batch);
            lock (_gate)
            {
                if (_isClosed && _waiting.Count == 0)
                    return;
            }
        }
    }

    // Null, and the writer idle, when nothing waits.
    private List<WriteRequest>? TakeBatch()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _isBusy = false;
                return null;
            }
            var batch = new List<WriteRequest>(Math.Min(_waiting.Count, MaxTogether));
            while (batch.Count < MaxTogether && _waiting.TryDequeue(out var request))
                batch.Add(request);
            return batch;
        }
    }

    private void RunTogether(List<WriteRequest> batch)
    {
        try
        {
            if (sharedWithReaders is null)
                RunInTransaction(batch);
            else
            {
                lock (sharedWithReaders)
                    RunInTransaction(batch);
            }
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One request's failure must not be the others': each gets a transaction of its own.
            foreach (var request in batch)
                RunTogether([request]);
            return;
        }
        catch (Exception e)
        {
            batch[0].Fail(Translate(e));
            return;
        }
        foreach (var request in batch)
            request.Succeed();
    }

    private void RunInTransaction(List<WriteRequest> batch)
    {
        if (batch is [var single] && single.TryRunAlone(session, clock))
            return;
        session.Prepare("BEGIN IMMEDIATE").Run();
        try
        {
            foreach (var request in batch)
                request.Run(session, clock);
            session.Prepare("COMMIT").Run();
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    private void RollBack()
    {
        try
        {
            session.Prepare("ROLLBACK").Run();
        }
        catch (SqliteException)
        {
            // SQLite has already rolled back by itself, as it does when the disk is full; the first failure is the
            // one to tell.
        }
    }

    private static Exception Translate(Exception failure) =>
        failure is SqliteException sqlite
            ? (sqlite.IsBusy ? TableError.ServerBusy : TableError.Internal(sqlite.Message)).ToException()
            : failure;

    private sealed class CloseMarker : WriteRequest
    {
        public override void Run(SqliteSession session, WriteClock clock) { }
    }
}
