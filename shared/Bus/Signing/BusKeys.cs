using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;

namespace Mothership.Bus.Signing;

/// <summary>
/// The keys of the bus, from the vault, remembered for a minute. Of a region the present key and its neighbours are
/// known, as far as the vault has them: the next one before it is used, the last one until it is taken out.
/// </summary>
public sealed class BusKeys(ISecretStore vault, TimeProvider time, ILogger<BusKeys> logger) : IDisposable
{
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(1);

    // Whoever may write to a topic can name regions that don't exist, and must not fill the memory with them.
    private const int Capacity = 10_000;

    // Where the number of the present key is remembered among the keys, whose numbers begin with 1.
    private const int Current = 0;

    private readonly ConcurrentDictionary<(RegionId Region, int Number), Remembered> _known = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The key to sign with; null when the vault has none.</summary>
    public async ValueTask<BusKey?> ForSigningAsync(RegionId region, CancellationToken cancellation) =>
        BusKey.CanHave(region)
            ? await KeyAsync(region, await CurrentAsync(region, cancellation).ConfigureAwait(false), cancellation)
                .ConfigureAwait(false)
            : null;

    /// <summary>The key that a message names; null when it is none that is in use.</summary>
    public async ValueTask<BusKey?> ForCheckingAsync(RegionId region, int number, CancellationToken cancellation)
    {
        if (!BusKey.CanHave(region))
            return null;
        var current = await CurrentAsync(region, cancellation).ConfigureAwait(false);
        return Math.Abs(number - current) <= 1
            ? await KeyAsync(region, number, cancellation).ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async ValueTask<int> CurrentAsync(RegionId region, CancellationToken cancellation)
    {
        var found = await FindAsync((region, Current), cancellation).ConfigureAwait(false);
        if (found.Value is null)
            return 1;
        return int.TryParse(found.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new InvalidOperationException($"The secret {BusKey.CurrentNameOf(region)} is no number.");
    }

    private async ValueTask<BusKey?> KeyAsync(RegionId region, int number, CancellationToken cancellation)
    {
        var found = await FindAsync((region, number), cancellation).ConfigureAwait(false);
        if (found.Value is null)
            return null;
        return found.Key ??= BusKey.Of(number, found.Value);
    }

    private ValueTask<Remembered> FindAsync((RegionId Region, int Number) key, CancellationToken cancellation) =>
        _known.TryGetValue(key, out var known) && IsFresh(known) ? new(known) : AskAsync(key, cancellation);

    private async ValueTask<Remembered> AskAsync((RegionId Region, int Number) key, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            _known.TryGetValue(key, out var known);
            if (known is not null && IsFresh(known))
                return known;
            if (_known.Count >= Capacity)
                _known.Clear();
            var name = key.Number == Current ? BusKey.CurrentNameOf(key.Region) : BusKey.NameOf(key.Region, key.Number);
            return _known[key] = await ReadAsync(name, known, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Remembered> ReadAsync(string name, Remembered? known, CancellationToken cancellation)
    {
        try
        {
            var value = await vault.FindAsync(name, cancellation).ConfigureAwait(false);
            return new(value, time.GetTimestamp()) { Key = value == known?.Value ? known?.Key : null };
        }
        catch (Exception e) when (known is not null && e is not OperationCanceledException)
        {
            // A vault that is away for a while must not silence the bus.
            logger.LogWarning(e, "The vault does not answer; {Secret} is taken as it was", name);
            return new(known.Value, time.GetTimestamp()) { Key = known.Key };
        }
    }

    private bool IsFresh(Remembered known) => time.GetElapsedTime(known.At) < Validity;

    private sealed class Remembered(string? value, long at)
    {
        public string? Value => value;

        public long At => at;

        public BusKey? Key { get; set; }
    }
}
