using System.Numerics;

namespace Mothership.Auditing;

/// <summary>
/// All that was recorded of one resource. Knows nothing of what months carry over: it walks the whole life each time.
/// </summary>
internal sealed class ResourceBooks
{
    private readonly List<(AuditedPrice Price, int Recorded)> _prices = [];
    private readonly MeasuredUses _uses = new();
    private readonly SortedDictionary<int, int> _firstChanged = [];

    /// <summary>The ranks of kinds in the same tick and generation.</summary>
    private static readonly string[] Kinds = ["Created", "Repriced", "Updated", "Suspended", "Resumed", "Deleted"];

    public string Currency { get; private set; } = "";

    public void Add(AuditedPrice price, int month, int recorded)
    {
        Note(price, month, recorded);
        _prices.Add((price, recorded));
    }

    public void Add(AuditedUse use, int month, int recorded)
    {
        Note(use, month, recorded);
        _uses.Add(use, month, recorded);
    }

    /// <summary>
    /// What each month's bill has to charge for the resource, and what in it is exact: the month itself, and what has
    /// become known of the months before it.
    /// </summary>
    /// <param name="last">The last month.</param>
    public IEnumerable<(int Month, BigInteger Minor, BigInteger Exact)> Billed(int last)
    {
        if (_firstChanged.Count == 0)
            yield break;
        var billed = new Dictionary<int, (BigInteger Minor, BigInteger Exact)>();
        for (var known = _firstChanged.Keys.First(); known <= last; known++)
        {
            var (minor, exact) = (BigInteger.Zero, BigInteger.Zero);
            var prices = KnownIn(known);
            for (var month = Math.Min(known, _firstChanged.GetValueOrDefault(known, known)); month <= known; month++)
            {
                var before = billed.GetValueOrDefault(month);
                var now = Owed(prices, month, known);
                billed[month] = now;
                (minor, exact) = (minor + now.Minor - before.Minor, exact + now.Exact - before.Exact);
            }
            yield return (known, minor, exact);
        }
    }

    private void Note(AuditedEvent about, int month, int recorded)
    {
        Currency = about.Currency;
        _firstChanged[recorded] = Math.Min(month, _firstChanged.GetValueOrDefault(recorded, month));
    }

    private List<AuditedPrice> KnownIn(int month) =>
        [
            .. _prices
                .Where(p => p.Recorded <= month)
                .Select(p => p.Price)
                .OrderBy(p => p.At)
                .ThenBy(p => p.Generation)
                .ThenBy(p => Array.IndexOf(Kinds, p.Kind)),
        ];

    private (BigInteger Minor, BigInteger Exact) Owed(List<AuditedPrice> prices, int month, int known)
    {
        var decimals = Whole.Decimals(Currency);
        var (start, end) = (Months.StartOf(month), Months.StartOf(month + 1));
        var (minor, exact, least) = (_uses.Owed(month, known, decimals), BigInteger.Zero, BigInteger.Zero);
        for (var i = 0; i < prices.Count; i++)
        {
            var until = i + 1 < prices.Count ? prices[i + 1].At : long.MaxValue;
            var ticks = Math.Min(until, end) - Math.Max(prices[i].At, start);
            if (ticks <= 0 || prices[i].Kind == "Deleted")
                continue;
            minor += Minor(prices[i].Price * ticks, decimals) - Minor(prices[i].Free * ticks, decimals);
            exact += (prices[i].Price - prices[i].Free) * ticks;
            least += prices[i].Minimum * ticks;
        }
        return (least.IsZero ? minor : BigInteger.Max(minor, Minor(least, decimals)), exact);
    }

    private static BigInteger Minor(BigInteger amount, int decimals) =>
        Whole.Rounded(amount, BigInteger.Pow(10, Whole.AmountPlaces - decimals));
}
