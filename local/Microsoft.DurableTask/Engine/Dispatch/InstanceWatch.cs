using System.Collections.Concurrent;

namespace Mothership.Local.Durable.Dispatch;

/// <summary>Wakes those who wait for an instance to be created, to start or to finish.</summary>
internal sealed class InstanceWatch
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _next = new();

    /// <summary>Completes at the next change after this call. Read the instance after the call, not before.</summary>
    public Task NextChange(string instanceId) =>
        _next.GetOrAdd(instanceId, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Changed(string instanceId)
    {
        if (_next.TryRemove(instanceId, out var waiting))
            waiting.SetResult();
    }

    /// <summary>Wakes everybody: no change will come any more.</summary>
    public void Close()
    {
        foreach (var instanceId in _next.Keys)
            Changed(instanceId);
    }
}
