using Mothership.Local.Durable.Replay;
using Mothership.Local.Durable.Store;

namespace Mothership.Local.Durable.Dispatch;

/// <summary>
/// An instance in memory: what has come for it and, between work items, its live session. At most one work item of an
/// instance is under way at a time; only that one touches <see cref="Row"/>, <see cref="Session"/> and the rest.
/// </summary>
internal sealed class Mailbox(long id)
{
    private readonly Lock _gate = new();
    private List<Message> _incoming = [];
    private bool _busy;
    private bool _retired;

    public long Id => id;

    /// <summary>The instance as last committed; null until it is loaded.</summary>
    public InstanceRow? Row { get; set; }

    /// <summary>The run in memory; null when it has to be replayed first.</summary>
    public Session? Session { get; set; }

    /// <summary>The number of the next history event.</summary>
    public int NextEvent { get; set; }

    /// <summary>What came before the instance has started.</summary>
    public List<Message> Deferred { get; } = [];

    /// <summary>Its place in the session cache.</summary>
    public LinkedListNode<Mailbox>? CacheNode { get; set; }

    /// <summary>Takes messages in; false when the mailbox is out of use and another one has to be asked for.</summary>
    /// <param name="messages">In their order.</param>
    /// <param name="mustRun">Whether the caller has to have a work item run.</param>
    public bool TryAdd(IEnumerable<Message> messages, out bool mustRun)
    {
        lock (_gate)
        {
            mustRun = !_busy && !_retired;
            if (_retired)
                return false;
            _incoming.AddRange(messages);
            _busy = true;
            return true;
        }
    }

    /// <summary>Takes out all that has come, for the work item that runs.</summary>
    public List<Message> TakeAll()
    {
        lock (_gate)
            return Interlocked.Exchange(ref _incoming, []);
    }

    /// <summary>Puts back what a failed work item had taken out.</summary>
    public void PutBack(List<Message> messages)
    {
        lock (_gate)
            _incoming.InsertRange(0, messages);
    }

    /// <summary>Ends a work item; true when another one has to run.</summary>
    public bool EndWork()
    {
        lock (_gate)
            return _busy = _incoming.Count > 0;
    }

    /// <summary>Puts the mailbox out of use unless something is going on in it.</summary>
    public bool TryRetire()
    {
        lock (_gate)
            return _retired = _retired || (!_busy && _incoming.Count == 0 && Deferred.Count == 0);
    }
}
