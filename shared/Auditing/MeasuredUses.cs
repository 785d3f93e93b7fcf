using System.Numerics;

namespace Mothership.Auditing;

/// <summary>
/// The measurements of one resource, added up as they come: what is kept grows with prices, meters and months, not with
/// the number of measurements.
/// </summary>
internal sealed class MeasuredUses
{
    private readonly Dictionary<Key, Sum> _sums = [];

    private readonly record struct Key(int Month, string Meter, BigInteger UnitPrice, string Book, int Recorded);

    private sealed class Sum
    {
        public BigInteger Quantity;
        public long Start = long.MaxValue;
        public (long End, string Id) Latest = (long.MinValue, "");
        public BigInteger FreeUnits;

        public void Add(BigInteger quantity, long start, (long End, string Id) latest, BigInteger freeUnits)
        {
            Quantity += quantity;
            Start = Math.Min(Start, start);
            if (IsLater(latest, Latest))
                (Latest, FreeUnits) = (latest, freeUnits);
        }
    }

    public void Add(AuditedUse use, int month, int recorded)
    {
        var key = new Key(month, use.Meter, use.UnitPrice, use.Book, recorded);
        if (!_sums.TryGetValue(key, out var sum))
            _sums[key] = sum = new();
        sum.Add(use.Quantity, use.At, (use.End, use.Id), use.FreeUnits);
    }

    /// <summary>What a month's measurements come to, by what had been recorded up to a month; minor units.</summary>
    public BigInteger Owed(int month, int known, int decimals)
    {
        var owed = BigInteger.Zero;
        foreach (
            var meter in _sums.Where(s => s.Key.Month == month && s.Key.Recorded <= known).GroupBy(s => s.Key.Meter)
        )
            owed += OfMeter(meter.Key, [.. meter], decimals);
        return owed;
    }

    private static BigInteger OfMeter(string meter, List<KeyValuePair<Key, Sum>> sums, int decimals)
    {
        var latest = sums[0].Value;
        foreach (var (_, sum) in sums)
            if (IsLater(sum.Latest, latest.Latest))
                latest = sum;
        var free = latest.FreeUnits;
        var owed = BigInteger.Zero;
        foreach (var (key, sum) in ByPrice(sums))
        {
            var given = BigInteger.Max(BigInteger.Min(free, sum.Quantity), 0);
            free -= given;
            owed += Amount(meter, key.UnitPrice, sum.Quantity, decimals);
            owed -= Amount(meter, key.UnitPrice, given, decimals);
        }
        return owed;
    }

    /// <summary>
    /// Taken together whenever they were recorded; free units go to the price that was in force first.
    /// </summary>
    private static IEnumerable<(Key Key, Sum Sum)> ByPrice(List<KeyValuePair<Key, Sum>> sums) =>
        sums.GroupBy(s => (s.Key.UnitPrice, s.Key.Book))
            .Select(same => (same.First().Key, Sum: Together(same.Select(s => s.Value))))
            .OrderBy(s => s.Sum.Start)
            .ThenBy(s => s.Key.Book, StringComparer.Ordinal)
            .ThenBy(s => s.Key.UnitPrice);

    private static Sum Together(IEnumerable<Sum> sums)
    {
        var all = new Sum();
        foreach (var sum in sums)
            all.Add(sum.Quantity, sum.Start, sum.Latest, sum.FreeUnits);
        return all;
    }

    private static BigInteger Amount(string meter, BigInteger unitPrice, BigInteger quantity, int decimals) =>
        Whole.Rounded(
            unitPrice * quantity * BigInteger.Pow(10, decimals),
            PricedUnits(meter) * BigInteger.Pow(10, Whole.PricePlaces)
        );

    /// <summary>
    /// A price of bytes is for a GiB, of byte-seconds for a GiB-hour, of partition-seconds for an hour.
    /// </summary>
    private static BigInteger PricedUnits(string meter) =>
        meter switch
        {
            "ingress_bytes" or "egress_bytes" => BigInteger.One << 30,
            "storage_byte_seconds" => (BigInteger.One << 30) * 3600,
            "partition_seconds" => 3600,
            _ => throw new FormatException($"'{meter}' is not a meter that is measured."),
        };

    private static bool IsLater((long End, string Id) a, (long End, string Id) b) =>
        a.End > b.End || (a.End == b.End && string.CompareOrdinal(a.Id, b.Id) > 0);
}
