using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Mothership.Auditing;

/// <summary>What a month's bill has to come to.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Currency">ISO 4217; empty when nothing was recorded.</param>
/// <param name="BeforeCredits">Minor units, with the corrections of earlier months.</param>
/// <param name="Credits">Minor units that promotional credits take off.</param>
/// <param name="ExactOverTime">Of what is charged by time, the amount before rounding, in 10^-19 of the
/// currency.</param>
public sealed record MonthOwed(
    string Month,
    string Currency,
    BigInteger BeforeCredits,
    BigInteger Credits,
    BigInteger ExactOverTime
)
{
    /// <summary>Minor units.</summary>
    public BigInteger Total => BeforeCredits - Credits;
}

/// <summary>
/// Takes in the events of one organisation, in any order, and works out what each month's bill has to come to. Keeps
/// sums instead of measurements, and of each event a digest to know it by.
/// </summary>
public sealed class OrganizationBooks
{
    private readonly SortedDictionary<string, ResourceBooks> _resources = new(StringComparer.Ordinal);
    private readonly List<(AuditedCredit Credit, int Recorded)> _credits = [];
    private readonly Dictionary<UInt128, UInt128> _seen = [];
    private int _first = int.MaxValue;

    /// <summary>How many events there are; one that came twice counts once.</summary>
    public long Events => _seen.Count;

    /// <summary>Takes in an event.</summary>
    /// <returns>False when it was there already; then it changes nothing.</returns>
    /// <exception cref="FormatException">It cannot be: it says something else than the one of its id, or was recorded
    /// in a month before the one in which it takes effect.</exception>
    public bool Add(AuditedEvent recorded)
    {
        var content = Digest((recorded with { RecordedIn = "" }).ToString());
        if (!_seen.TryAdd(Digest(recorded.Id), content))
            return _seen[Digest(recorded.Id)] == content
                ? false
                : throw new FormatException($"Event {recorded.Id} is there twice, with different content.");
        var month = Months.Of(recorded.At);
        var into = Months.Parse(recorded.RecordedIn) ?? throw new FormatException($"'{recorded.RecordedIn}'");
        if (into < month)
            throw new FormatException($"Event {recorded.Id} is recorded in {recorded.RecordedIn}, before its month.");
        _first = Math.Min(_first, into);
        Keep(recorded, month, into);
        return true;
    }

    /// <summary>What each month's bill has to come to, from the first month with events on.</summary>
    /// <param name="through">The last month, <c>yyyy-MM</c>.</param>
    public IReadOnlyList<MonthOwed> Owed(string through)
    {
        var last = Months.Parse(through) ?? throw new FormatException($"'{through}' is not a month.");
        if (_first > last)
            return [];
        var billed = new (BigInteger Minor, BigInteger Exact)[last - _first + 1];
        foreach (var resource in _resources.Values)
        foreach (var (month, minor, exact) in resource.Billed(last))
            billed[month - _first] = (billed[month - _first].Minor + minor, billed[month - _first].Exact + exact);
        var currency = _resources.Values.FirstOrDefault()?.Currency ?? "";
        var credits = new CreditBalances(_credits);
        return
        [
            .. billed.Select(
                (b, i) =>
                    new MonthOwed(
                        Months.Name(_first + i),
                        currency,
                        b.Minor,
                        credits.TakenOff(_first + i, b.Minor),
                        b.Exact
                    )
            ),
        ];
    }

    private void Keep(AuditedEvent recorded, int month, int into)
    {
        switch (recorded)
        {
            case AuditedPrice price:
                Resource(price.Resource).Add(price, month, into);
                break;
            case AuditedUse use:
                Resource(use.Resource).Add(use, month, into);
                break;
            case AuditedCredit credit:
                _credits.Add((credit, into));
                break;
        }
    }

    private ResourceBooks Resource(string id)
    {
        if (!_resources.TryGetValue(id, out var books))
            _resources[id] = books = new();
        return books;
    }

    private static UInt128 Digest(string text) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
