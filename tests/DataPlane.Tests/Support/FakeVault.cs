using System.Collections.Concurrent;
using Mothership.Domain.Ports;

namespace Mothership.DataPlane.Tests.Support;

/// <summary>A vault in memory that counts how often it is read.</summary>
internal sealed class FakeVault : ISecretStore
{
    private readonly ConcurrentDictionary<string, string> _secrets = new();
    private int _reads;

    public int Reads => _reads;

    public Task<string?> FindAsync(string name, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _reads);
        return Task.FromResult(_secrets.GetValueOrDefault(name));
    }

    public Task SetAsync(string name, string value, CancellationToken cancellation)
    {
        _secrets[name] = value;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        _secrets.TryRemove(name, out _);
        return Task.CompletedTask;
    }
}
