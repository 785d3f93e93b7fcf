using Mothership.Bus.Codecs;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Local.Clock;
using Mothership.Shared.Tests.Bus.Support;

namespace Mothership.Shared.Tests.Bus;

public sealed class HandlingTests
{
    private readonly VirtualClock _clock = VirtualClock.Frozen(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Backoff_FailsTwice_TriesThriceAndWaitsLongerEachTime()
    {
        var times = new List<DateTimeOffset>();
        var trying = new Backoff(5, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)).TryAsync(
            number =>
            {
                times.Add(_clock.GetUtcNow());
                return number < 3 ? throw new TimeoutException() : Task.CompletedTask;
            },
            _ => true,
            _clock,
            default
        );
        (await _clock.DriveAsync(trying)).ShouldBe((3, null));
        times.Select(t => t - times[0]).ShouldBe([TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)]);
    }

    [Fact]
    public async Task Backoff_FailsForGood_StopsAtOnce()
    {
        var (attempts, failure) = await Backoff.ForMessages.TryAsync(
            _ => throw new InvalidOperationException(),
            e => e is TimeoutException,
            _clock,
            default
        );
        attempts.ShouldBe(1);
        failure.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task Backoff_NeverWorks_GivesUpAfterItsAttempts()
    {
        var trying = Backoff.ForMessages.TryAsync(_ => throw new TimeoutException(), _ => true, _clock, default);
        (await _clock.DriveAsync(trying)).Attempts.ShouldBe(Backoff.ForMessages.Attempts);
    }

    [Fact]
    public async Task KeyedBatch_ManyKeys_KeepsTheOrderOfEachAndTheBound()
    {
        var records = Enumerable.Range(0, 200).Select(i => Record($"key-{i % 7}", i)).ToList();
        var handled = new List<BusRecord>();
        int now = 0,
            most = 0;
        await KeyedBatch.RunAsync(
            records,
            3,
            async (record, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                await Task.Yield();
                lock (handled)
                    handled.Add(record);
                Interlocked.Decrement(ref now);
            },
            default
        );
        handled.Count.ShouldBe(200);
        most.ShouldBeInRange(1, 3);
        foreach (var key in handled.GroupBy(r => r.KeyText))
            key.Select(r => r.Offset).ShouldBeInOrder();
    }

    [Fact]
    public async Task KeyedBatch_OneHandlerThrows_HandlesTheOtherKeysFirst()
    {
        var records = new[] { Record("bad", 0), Record("good", 1), Record("fine", 2) };
        var handled = new List<string>();
        await Should.ThrowAsync<FormatException>(() =>
            KeyedBatch.RunAsync(
                records,
                1,
                (record, _) =>
                {
                    handled.Add(record.KeyText);
                    return record.KeyText == "bad" ? throw new FormatException() : Task.CompletedTask;
                },
                default
            )
        );
        handled.ShouldBe(["bad", "good", "fine"], ignoreOrder: true);
    }

    private static BusRecord Record(string key, int offset) =>
        new("t", 0, offset, System.Text.Encoding.UTF8.GetBytes(key), null, []);
}
