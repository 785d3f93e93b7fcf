using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Mothership.Local.Durable.Store;

/// <summary>
/// The task hub's file. One engine has it at a time. Writes are grouped (see <see cref="GroupCommit"/>), reads see what
/// has been committed. In memory there is one connection only, which reads and writes take in turns.
/// </summary>
internal sealed class DurableStore : IDisposable
{
    private readonly string _connectionString;
    private readonly FileStream? _claim;
    private readonly StoreConnection _writer;
    private readonly GroupCommit _commits;
    private readonly Lock _writerGate = new();
    private readonly ConcurrentBag<StoreConnection> _readers = [];
    private readonly bool _inMemory;
    private volatile bool _closed;

    public DurableStore(string path, bool fullSync)
    {
        _inMemory = path == ":memory:";
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
        _claim = _inMemory ? null : Claim(path);
        try
        {
            _writer = StoreConnection.OpenWriter(_connectionString, fullSync);
        }
        catch
        {
            _claim?.Dispose();
            throw;
        }
        _commits = new GroupCommit(_writer, _writerGate);
    }

    /// <summary>See <see cref="GroupCommit.Enqueue"/>.</summary>
    public void Write<T>(Func<StoreConnection, T> work, Action<T> committed, Action<Exception> failed) =>
        _commits.Enqueue(work, committed, failed);

    /// <summary>
    /// Writes; <paramref name="committed"/> runs in the order of the commits, before the task completes.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<StoreConnection, T> work, Action<T>? committed = null)
    {
        var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Write(
            work,
            result =>
            {
                committed?.Invoke(result);
                source.SetResult(result);
            },
            source.SetException
        );
        return source.Task;
    }

    public T Read<T>(Func<StoreConnection, T> work)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_inMemory)
            lock (_writerGate)
                return work(_writer);
        if (!_readers.TryTake(out var reader))
            reader = StoreConnection.OpenReader(_connectionString);
        try
        {
            return work(reader);
        }
        finally
        {
            Return(reader);
        }
    }

    /// <summary>Writes what is queued and closes.</summary>
    public void Dispose() => Close(_commits.Dispose);

    /// <summary>Closes as if the process had been killed: what is queued is lost.</summary>
    public void Abandon() => Close(_commits.Abandon);

    private void Close(Action endCommits)
    {
        if (_closed)
            return;
        endCommits();
        _closed = true;
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _writer.Dispose();
        _claim?.Dispose();
    }

    private void Return(StoreConnection reader)
    {
        if (_closed)
            reader.Dispose();
        else
            _readers.Add(reader);
    }

    private static FileStream Claim(string path)
    {
        var file = Path.GetFullPath(path) + ".lock";
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause)
        {
            throw new InvalidOperationException($"Another engine uses the task hub {path}.", cause);
        }
    }
}
