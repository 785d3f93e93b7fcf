using System.Collections.Concurrent;
using Mothership.Bus.Signing;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;

namespace Bus.Tests.Signing;

/// <summary>A vault in memory that can be away.</summary>
internal sealed class TestVault : ISecretStore
{
    private readonly ConcurrentDictionary<string, string> _secrets = new();

    public bool IsAway { get; set; }

    /// <summary>How often it was asked.</summary>
    public int Asked => _asked;

    private int _asked;

    /// <summary>The text of a test's key.</summary>
    public static string TextOf(RegionId region, int number) => $"key {number} of {region}, for nothing but tests";

    public static BusKey KeyOf(RegionId region, int number) => BusKey.Of(number, TextOf(region, number));

    public void Put(RegionId region, int number) => _secrets[BusKey.NameOf(region, number)] = TextOf(region, number);

    public void TakeOut(RegionId region, int number) => _secrets.TryRemove(BusKey.NameOf(region, number), out _);

    public void SignWith(RegionId region, int number) => _secrets[BusKey.CurrentNameOf(region)] = $"{number}";

    public Task<string?> FindAsync(string name, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _asked);
        return IsAway
            ? throw new InvalidOperationException("The vault is away.")
            : Task.FromResult(_secrets.GetValueOrDefault(name));
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
