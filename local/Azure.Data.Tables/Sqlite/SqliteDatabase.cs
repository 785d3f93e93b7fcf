using System.Collections.Concurrent;

namespace Mothership.Local.Tables.Sqlite;

/// <summary>
/// A database, open once in this process however many clients use it: one writer, and as many readers as there are
/// threads that read, each on a connection of its own. A database in memory has a single connection, which all take
/// in turns.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int MaxIdleReaders = 16;
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly ConcurrentDictionary<string, long> _tableIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock? _single;
    private readonly SqliteSession _writerSession;
    private readonly string _path;
    private readonly bool _isFullSync;
    private volatile bool _isClosed;

    public SqliteDatabase(SqliteTarget target, TimeProvider clock)
    {
        (_path, _isFullSync) = (target.Path, target.IsFullSync);
        if (target.IsMemory)
            _single = new Lock();
        else
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _writerSession = new SqliteSession(target.IsMemory ? ":memory:" : _path, _isFullSync);
        Writer = new WriteQueue(_writerSession, new WriteClock(clock), _single);
    }

    public WriteQueue Writer { get; }

    /// <summary>Calls <paramref name="read"/> with a connection that is this call's alone.</summary>
    public TResult Read<TArgument, TResult>(TArgument argument, Func<SqliteSession, TArgument, TResult> read)
    {
        if (_single is not null)
        {
            lock (_single)
                return read(_writerSession, argument);
        }
        ObjectDisposedException.ThrowIf(_isClosed, this);
        var session = _idle.TryTake(out var idle) ? idle : new SqliteSession(_path, _isFullSync);
        try
        {
            return read(session, argument);
        }
        finally
        {
            if (_isClosed || _idle.Count >= MaxIdleReaders)
                session.Dispose();
            else
                _idle.Add(session);
        }
    }

    /// <summary>
    /// The id of a table, from memory if known. Ids are never used twice and a table is deleted together with its
    /// entities, so an id that another process has made stale finds nothing; whoever finds nothing asks again with
    /// <paramref name="isFresh"/>.
    /// </summary>
    public long? TableId(SqliteSession session, string name, bool isFresh)
    {
        if (!isFresh && _tableIds.TryGetValue(name, out var known))
            return known;
        if (session.FindTable(name) is not { } id)
        {
            _tableIds.TryRemove(name, out _);
            return null;
        }
        _tableIds[name] = id;
        return id;
    }

    public void Dispose()
    {
        _isClosed = true;
        Writer.Dispose();
        while (_idle.TryTake(out var session))
            session.Dispose();
        _writerSession.Dispose();
    }
}
