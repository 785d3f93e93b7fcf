using Bus.Tests.Signing;
using Mothership.Bus;
using Xunit.Abstractions;

namespace Bus.Tests.Promises;

/// <summary>
/// P6: commands that come one to five times, in another order, not at all or an hour late. As it does in production,
/// the mothership publishes again what is not confirmed; nothing else helps the region.
/// </summary>
public sealed class FaultyBusTests(ITestOutputHelper output)
{
    private const int Seed = 6;
    private const int ReorderWindow = 100;
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);
    private static readonly TimeSpan RepublishInterval = TimeSpan.FromMinutes(5);

    private readonly GatedRegion _region = new();
    private readonly Random _random = new(Seed);
    private readonly PriorityQueue<BusMessage, long> _underWay = new();
    private readonly Dictionary<string, long> _wanted = [];
    private int _published;
    private int _delivered;
    private int _dropped;

    [Fact]
    public async Task Commands_DoubledReorderedDroppedAndLate_HaveOneEffectEach()
    {
        var count = Counts.Of(quick: 3_000, full: 100_000);
        await PublishAllAsync(count);
        var rounds = await RepublishAsync();
        await DeliverAsync(long.MaxValue);

        var effects = _region.Operator.Effects.GroupBy(e => (e.Cluster, e.Generation)).ToList();
        effects.Where(e => e.Count() > 1).ShouldBeEmpty($"effects per command, seed {Seed}");
        foreach (var (cluster, generation) in _wanted)
            (await _region.Operator.FindAsync(cluster, default))!.Generation.ShouldBe(generation, cluster);
        _region.Bus.DeadLetters.ShouldBe(0);
        // A command that a newer one has overtaken is the only one that may have had none.
        var overtaken = count - effects.Count;
        overtaken.ShouldBe(count - _wanted.Count - effects.Count(e => e.Key.Generation < _wanted[e.Key.Cluster]));
        output.WriteLine(
            $"{count} commands for {_wanted.Count} clusters, published {_published} times in {rounds} rounds, "
                + $"{_delivered} copies delivered, {_dropped} dropped: {effects.Count} effects, {overtaken} overtaken "
                + $"by a newer one, none doubled, none lost"
        );
    }

    // Nine of ten commands are a cluster's only one; the tenth follows another of the same cluster.
    private async Task PublishAllAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var id = i % 10 == 9 ? $"lkc-{i - _random.Next(1, 9)}" : $"lkc-{i}";
            _wanted[id] = _wanted.GetValueOrDefault(id) + 1;
            Publish(id);
            await DeliverAsync((_region.Now + Spacing).UtcTicks);
        }
    }

    private async Task<int> RepublishAsync()
    {
        for (var round = 1; ; round++)
        {
            var missing = _wanted.Where(w => _region.Bus.Confirmed.GetValueOrDefault(w.Key) < w.Value).ToList();
            if (missing.Count == 0)
                return round;
            round.ShouldBeLessThan(50, $"{missing.Count} are still missing, such as {missing[0]}");
            foreach (var (id, _) in missing)
                Publish(id);
            await DeliverAsync((_region.Now + RepublishInterval).UtcTicks);
        }
    }

    private void Publish(string id)
    {
        _published++;
        var message = _region.Signed(id, _wanted[id]);
        for (var copies = _random.Next(1, 6); copies > 0; copies--)
            if (_random.Next(100) < 5)
                _dropped++;
            else
                _underWay.Enqueue(message, (_region.Now + Delay()).UtcTicks);
    }

    private TimeSpan Delay() =>
        _random.Next(10) == 0 ? _random.NextDouble() * LongestDelay : _random.Next(ReorderWindow) * Spacing;

    private async Task DeliverAsync(long until)
    {
        while (_underWay.TryPeek(out var message, out var at) && at <= until)
        {
            _underWay.Dequeue();
            AdvanceTo(at);
            _delivered++;
            await _region.TakeAsync(message);
        }
        if (until != long.MaxValue)
            AdvanceTo(until);
    }

    private void AdvanceTo(long ticks)
    {
        if (ticks > _region.Now.UtcTicks)
            _region.Clock.Advance(TimeSpan.FromTicks(ticks - _region.Now.UtcTicks));
    }
}
