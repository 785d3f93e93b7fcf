using FsCheck;
using FsCheck.Fluent;
using Mothership.Domain.Billing;

namespace Mothership.Shared.Tests.Billing;

/// <summary>
/// The lives of an organisation's clusters: consistent, in any number of months, down to several changes in one tick.
/// </summary>
/// <param name="Events">In the order of time.</param>
/// <param name="Seed">For muddling them.</param>
public sealed record History(IReadOnlyList<PriceEvent> Events, int Seed)
{
    public string Currency => Events[0].Currency;

    /// <summary>The month after the last event, so that there is something to carry over.</summary>
    public BillingMonth Last => BillingMonth.Of(Events.Max(e => e.EffectiveAt)).Next;

    /// <summary>The events in another order, some of them repeated.</summary>
    public List<PriceEvent> Muddled()
    {
        var random = new Random(Seed);
        var some = Events.Where(_ => random.Next(3) == 0);
        return [.. Events.Concat(some).OrderBy(_ => random.Next())];
    }

    public override string ToString() =>
        string.Join("\n", Events.Select(e => $"{e.EventId} {e.EffectiveAt:O} {e.PricePerSecond} {e.Currency}"));
}

/// <summary>Makes histories for FsCheck.</summary>
public static class Histories
{
    private static readonly long[] Units =
    [
        1,
        TimeSpan.TicksPerMillisecond,
        TimeSpan.TicksPerSecond,
        TimeSpan.TicksPerHour,
        TimeSpan.TicksPerDay,
    ];

    private static Gen<long> Gap =>
        from unit in Gen.Elements(Units)
        from count in Gen.Frequency((1, Gen.Constant(0)), (5, Gen.Choose(1, 40)))
        from fraction in Gen.Choose(0, 3)
        select unit * count + fraction;

    private static Gen<decimal> Price =>
        from picounits in Gen.Choose(0, int.MaxValue)
        from scale in Gen.Elements(1L, 1L, 1_000L, 100_000L)
        select picounits * scale * 0.000000000001m;

    private static Gen<History> Any =>
        from clusters in Gen.Choose(1, 3)
        from currency in Gen.Elements("USD", "USD", "JPY", "KWD")
        from lives in Gen.CollectToArray(Enumerable.Range(0, clusters).Select(i => Life($"lkc-{i}", currency)))
        from seed in Gen.Choose(0, int.MaxValue)
        select new History([.. lives.SelectMany(l => l).OrderBy(e => e.EffectiveAt)], seed);

    public static Arbitrary<History> History() => Arb.From(Any);

    private static Gen<PriceEvent[]> Life(string cluster, string currency) =>
        from start in Gen.Choose(0, 90 * 24 * 3600)
        from fraction in Gen.Choose(0, 9_999_999)
        from changes in Gen.Choose(0, 5)
        from gaps in Gen.ArrayOf(Gap, changes + 1)
        from prices in Gen.ArrayOf(Price, changes + 1)
        from deleted in Gen.Elements(true, false)
        select Events(
            cluster,
            currency,
            Given.Utc("2027-12-20T00:00:00").AddSeconds(start).AddTicks(fraction),
            gaps,
            prices,
            deleted
        );

    private static PriceEvent[] Events(
        string cluster,
        string currency,
        DateTimeOffset at,
        long[] gaps,
        decimal[] prices,
        bool deleted
    )
    {
        var events = new List<PriceEvent>();
        for (var i = 0; i < prices.Length; i++)
        {
            var kind = i == 0 ? PriceEventKind.Created : PriceEventKind.Updated;
            events.Add(Given.Event(kind, at, prices[i], i + 1, cluster, currency));
            at = at.AddTicks(gaps[i]);
        }
        if (deleted)
            events.Add(Given.Event(PriceEventKind.Deleted, at, 0m, prices.Length + 1, cluster, currency));
        return [.. events];
    }
}
