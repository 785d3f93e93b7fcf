using FsCheck.Xunit;
using Mothership.Domain.Billing;
using Mothership.Domain.Standing;

namespace Mothership.Shared.Tests.Standing;

/// <summary>What is committed: by example, and for all histories of clusters.</summary>
public sealed class CommitmentTests
{
    private static readonly DateTimeOffset _march = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Commitment_OfTwoChanges_ReservesWhatEachRateHeldFor()
    {
        var after = Commitment.None.Change(0.10m, _march.AddDays(14)).Change(0.10m, _march.AddDays(15));

        after.Reserved.ShouldBe(8_640m);
        // The talk's example, had it not been deleted: sixteen days at 0.20.
        after.ByMonthEnd(_march.AddDays(15)).ShouldBe(8_640m + 0.20m * 86_400m * 16);
    }

    [Fact]
    public void Commitment_InANewMonth_BeginsWithNothingReserved()
    {
        var march = Commitment.None.Change(1m, _march.AddDays(30));

        march.AsOf(_march.AddMonths(1).AddHours(1)).Reserved.ShouldBe(3_600m);
        march.AsOf(_march.AddMonths(2)).Reserved.ShouldBe(0m);
    }

    [Fact]
    public void Commitment_SeenFromBefore_IsUnchanged()
    {
        var then = Commitment.None.Change(1m, _march.AddDays(5)).Change(1m, _march.AddDays(6));

        then.AsOf(_march).ShouldBe(then);
        then.Change(-2m, _march).PerSecond.ShouldBe(0m);
    }

    [Fact]
    public void Commitment_GivenBackMoreThanItHas_IsAProgrammingError()
    {
        Should.Throw<InvalidOperationException>(() => Commitment.None.Change(1m, _march).Change(-1.5m, _march));
    }

    [Fact]
    public void Settle_ReplacesWhatWasReserved()
    {
        var then = Commitment.None.Change(1m, _march).Settle(5m, _march.AddHours(1));

        then.AsOf(_march.AddHours(2)).Reserved.ShouldBe(5m + 3_600m);
    }

    /// <summary>
    /// Clusters come and go at random instants of a month and cost from some time after they are asked for: what is
    /// committed at any instant is at least what they have come to by then, and at least what they come to by the end
    /// if nothing changes.
    /// </summary>
    [Property(MaxTest = 500)]
    public void Commitment_OfAnyHistory_CoversWhatIsSpent(int[] script)
    {
        var (now, spent, rate) = (_march, 0m, 0m);
        var (commitment, waiting) = (Commitment.None, new Queue<decimal>());
        foreach (var number in script.Select(n => (uint)n))
        {
            var passed = TimeSpan.FromTicks(number % 500_000_000_000);
            now += passed;
            if (now >= _march.AddMonths(1))
                return;
            spent += rate * Exact.Seconds(passed.Ticks);
            var price = 0.000000000001m * (number % 1_000_000_007);
            if (number % 3 == 0)
            {
                commitment = commitment.Change(price, now);
                waiting.Enqueue(price);
            }
            else if (number % 3 == 1 && waiting.TryDequeue(out var started))
                rate += started;
            else if (waiting.TryDequeue(out var failed))
                commitment = commitment.Change(-failed, now);

            commitment.AsOf(now).Reserved.ShouldBeGreaterThanOrEqualTo(spent);
            var end = rate * Exact.Seconds((_march.AddMonths(1) - now).Ticks);
            commitment.ByMonthEnd(now).ShouldBeGreaterThanOrEqualTo(spent + end);
            commitment.Settle(spent, now).ByMonthEnd(now).ShouldBeGreaterThanOrEqualTo(spent + end);
        }
    }
}
