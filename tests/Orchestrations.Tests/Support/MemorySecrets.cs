using System.Collections.Concurrent;
using Mothership.Domain.Ports;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>A vault in a dictionary.</summary>
internal sealed class MemorySecrets : ISecretStore
{
    private readonly ConcurrentDictionary<string, string> _values = [];

    /// <summary>The names of what is in it.</summary>
    public IReadOnlyCollection<string> Names => [.. _values.Keys.Order(StringComparer.Ordinal)];

    public Task<string?> FindAsync(string name, CancellationToken cancellation) =>
        Task.FromResult(_values.GetValueOrDefault(name));

    public Task SetAsync(string name, string value, CancellationToken cancellation)
    {
        _values[name] = value;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        _values.TryRemove(name, out _);
        return Task.CompletedTask;
    }
}
