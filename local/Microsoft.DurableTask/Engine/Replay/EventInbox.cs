using Microsoft.DurableTask;
using Mothership.Local.Durable.History;

namespace Mothership.Local.Durable.Replay;

/// <summary>
/// External events of one run: those that came before anyone waited, and those who wait. As in version 1.25 of the
/// official worker the latest waiter of a name is served first, and a waiter that was cancelled still uses up an event;
/// orchestrators must not depend on either, so they read the store after a wake-up.
/// </summary>
internal sealed class EventInbox(DataConverter converter)
{
    private readonly Dictionary<string, Stack<IWaiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<HistoryEvent> _unclaimed = [];

    private interface IWaiter
    {
        Type Type { get; }
        bool IsWaiting { get; }
        void Complete(string? payload);
    }

    /// <summary>Whether someone waits for an event.</summary>
    public bool HasWaiters => _waiters.Values.Any(stack => stack.Any(waiter => waiter.IsWaiting));

    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        var waiter = new Waiter<T>(converter);
        Push(name, waiter);
        var index = _unclaimed.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            var payload = _unclaimed[index].Data;
            _unclaimed.RemoveAt(index);
            Pop(name)!.Complete(payload);
        }
        cancellation.Register(() => waiter.Cancel(cancellation));
        return waiter.Task;
    }

    public void Deliver(HistoryEvent raised)
    {
        if (Pop(raised.Name!) is { } waiter)
            waiter.Complete(raised.Data);
        else
            _unclaimed.Add(raised);
    }

    public IReadOnlyList<HistoryEvent> TakeUnclaimed()
    {
        HistoryEvent[] all = [.. _unclaimed];
        _unclaimed.Clear();
        return all;
    }

    private void Push(string name, IWaiter waiter)
    {
        if (!_waiters.TryGetValue(name, out var stack))
            _waiters[name] = stack = new();
        if (stack.TryPeek(out var other) && other.Type != waiter.Type)
            throw new ArgumentException($"Event '{name}' is awaited as {other.Type} already, so not as {waiter.Type}.");
        stack.Push(waiter);
    }

    private IWaiter? Pop(string name)
    {
        if (!_waiters.TryGetValue(name, out var stack))
            return null;
        var waiter = stack.Pop();
        if (stack.Count == 0)
            _waiters.Remove(name);
        return waiter;
    }

    private sealed class Waiter<T>(DataConverter converter) : IWaiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Type Type => typeof(T);

        public bool IsWaiting => !_source.Task.IsCompleted;

        public Task<T> Task => _source.Task;

        public void Cancel(CancellationToken token) => _source.TrySetCanceled(token);

        public void Complete(string? payload)
        {
            try
            {
                _source.TrySetResult((T)converter.Deserialize(payload, typeof(T))!);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // A payload that is not a T is the waiter's problem, as a failed activity is.
                _source.TrySetException(failure);
            }
        }
    }
}
