namespace Mothership.Local.Durable.Dispatch;

/// <summary>
/// Keeps the mailboxes of the instances that were busy last; the others are replayed when something comes.
/// </summary>
internal sealed class SessionCache(int capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Mailbox> _byUse = new();

    /// <summary>Notes a use; returns the mailbox that has to give way, if any.</summary>
    public Mailbox? Touch(Mailbox box)
    {
        lock (_gate)
        {
            Unlink(box);
            box.CacheNode = _byUse.AddLast(box);
            if (_byUse.Count <= capacity)
                return null;
            var oldest = _byUse.First!.Value;
            Unlink(oldest);
            return oldest;
        }
    }

    public void Remove(Mailbox box)
    {
        lock (_gate)
            Unlink(box);
    }

    private void Unlink(Mailbox box)
    {
        if (box.CacheNode is not { } node)
            return;
        _byUse.Remove(node);
        box.CacheNode = null;
    }
}
