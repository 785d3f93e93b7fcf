using System.Numerics;
using Mothership.Domain.Billing;

namespace Mothership.Shared.Tests.Billing;

/// <summary>
/// Recomputes bills from raw events in whole numbers, sharing no code with the rating: prices in picounits, time in
/// ticks, so amounts in 10^-19 of the currency. Knows nothing of carry-overs: for each resource and month it walks the
/// resource's whole life.
/// </summary>
internal static class Auditor
{
    private static readonly BigInteger Scale = BigInteger.Pow(10, 19);

    /// <summary>
    /// What an organisation owes for a month: exact, in 10^-19, and rounded line by line, in minor units.
    /// </summary>
    public static (BigInteger Exact, BigInteger Minor) Owed(
        IEnumerable<PriceEvent> events,
        int year,
        int month,
        int decimals
    )
    {
        var start = new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        var end = new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1).Ticks;
        BigInteger exact = 0,
            minor = 0;
        foreach (var life in events.GroupBy(e => e.Resource.Id.Value))
        {
            var changes = new SortedDictionary<(long Tick, long Generation), BigInteger>();
            foreach (var e in life)
                changes[(e.EffectiveAt.UtcTicks, e.Generation)] = new BigInteger(e.PricePerSecond * 1_000_000_000_000m);
            var keys = changes.Keys.ToList();
            for (var i = 0; i < keys.Count; i++)
            {
                var from = Math.Max(keys[i].Tick, start);
                var to = Math.Min(i + 1 < keys.Count ? keys[i + 1].Tick : long.MaxValue, end);
                if (to <= from)
                    continue;
                var amount = changes[keys[i]] * (to - from);
                exact += amount;
                minor += HalfUp(amount, decimals);
            }
        }
        return (exact, minor);
    }

    /// <summary>A decimal in 10^-19.</summary>
    public static BigInteger Exact(decimal value)
    {
        var bits = decimal.GetBits(value);
        var mantissa = (new BigInteger((uint)bits[2]) << 64) + (new BigInteger((uint)bits[1]) << 32) + (uint)bits[0];
        var signed = bits[3] < 0 ? -mantissa : mantissa;
        return signed * Scale / BigInteger.Pow(10, (bits[3] >> 16) & 0xFF);
    }

    /// <summary>A decimal in minor units.</summary>
    public static BigInteger Minor(decimal value, int decimals) => Exact(value) / BigInteger.Pow(10, 19 - decimals);

    private static BigInteger HalfUp(BigInteger amount, int decimals)
    {
        var unit = BigInteger.Pow(10, 19 - decimals);
        return (2 * amount + unit) / (2 * unit);
    }
}
