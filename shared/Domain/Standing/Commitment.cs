using Mothership.Domain.Billing;

namespace Mothership.Domain.Standing;

/// <summary>
/// What an organisation, or an environment, has committed itself to spend: so much up to an instant, and so much a
/// second from then on. Never less than what its clusters come to cost, since each counts from the request that causes
/// it: so a cap that this is kept under is kept, however many ask at a time. Without meters, which nobody knows
/// beforehand.
/// </summary>
/// <param name="PerSecond">What all clusters together may come to cost a second.</param>
/// <param name="Reserved">What is reserved for the part of the month of <paramref name="At"/> that is over by
/// then.</param>
/// <param name="At">The instant, UTC.</param>
public sealed record Commitment(decimal PerSecond, decimal Reserved, DateTimeOffset At)
{
    private const int Places = 12;

    /// <summary>Nothing.</summary>
    public static Commitment None { get; } = new(0m, 0m, DateTimeOffset.MinValue);

    /// <summary>The same, seen from a later instant. A new month begins with nothing reserved.</summary>
    /// <param name="now">UTC; an earlier instant, by a clock that was set back, changes nothing.</param>
    public Commitment AsOf(DateTimeOffset now)
    {
        if (now <= At)
            return this;
        var month = BillingMonth.Of(now).Start;
        var (reserved, since) = At < month ? (0m, month) : (Reserved, At);
        return this with { Reserved = Up(reserved + PerSecond * SecondsOf(since, now)), At = now };
    }

    /// <summary>So much more, or less, a second from now on.</summary>
    public Commitment Change(decimal by, DateTimeOffset now)
    {
        var then = AsOf(now);
        return then.PerSecond + by >= 0m
            ? then with
            {
                PerSecond = then.PerSecond + by,
            }
            : throw new InvalidOperationException(
                $"{then.PerSecond} a second are committed, and {-by} are given back."
            );
    }

    /// <summary>
    /// What is reserved is made what was really spent: creations that failed, and time before a cluster could be used,
    /// count no more.
    /// </summary>
    /// <param name="spent">By what is known at <paramref name="now"/>.</param>
    /// <param name="now">UTC.</param>
    public Commitment Settle(decimal spent, DateTimeOffset now) => AsOf(now) with { Reserved = Up(spent) };

    /// <summary>What the month comes to if nothing else changes.</summary>
    public decimal ByMonthEnd(DateTimeOffset now)
    {
        var then = AsOf(now);
        return then.Reserved + then.PerSecond * SecondsOf(then.At, BillingMonth.Of(then.At).End);
    }

    private static decimal SecondsOf(DateTimeOffset from, DateTimeOffset to) =>
        Exact.Seconds(to.UtcTicks - from.UtcTicks);

    private static decimal Up(decimal amount) => decimal.Round(amount, Places, MidpointRounding.ToPositiveInfinity);
}
