using System.Globalization;

namespace Mothership.Domain.Billing;

/// <summary>A calendar month in UTC: what one invoice is about.</summary>
public readonly record struct BillingMonth : IComparable<BillingMonth>
{
    private readonly int _index;

    /// <summary>The month of a year, 1 to 12.</summary>
    public BillingMonth(int year, int month) => _index = new DateTime(year, month, 1).Year * 12 + month - 1;

    private BillingMonth(int index) => _index = index;

    /// <summary>Its first tick.</summary>
    public DateTimeOffset Start => new(_index / 12, _index % 12 + 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first tick after it.</summary>
    public DateTimeOffset End => Next.Start;

    /// <summary>All of it.</summary>
    public Period Period => new(Start, End);

    /// <summary>The month after it.</summary>
    public BillingMonth Next => new(_index + 1);

    /// <summary>The month before it.</summary>
    public BillingMonth Previous => new(_index - 1);

    /// <summary>The month that an instant is in, in UTC.</summary>
    public static BillingMonth Of(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month);

    /// <summary>The months from <paramref name="first"/> up to, but without, <paramref name="end"/>.</summary>
    public static IEnumerable<BillingMonth> Range(BillingMonth first, BillingMonth end)
    {
        for (var month = first; month < end; month = month.Next)
            yield return month;
    }

    /// <summary>Reads <c>yyyy-MM</c>, in exactly this form.</summary>
    public static bool TryParse(string? text, out BillingMonth month)
    {
        var good = DateTime.TryParseExact(
            text,
            "yyyy-MM",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var first
        );
        month = good ? new(first.Year, first.Month) : default;
        return good;
    }

    /// <summary>Reads <c>yyyy-MM</c>.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static BillingMonth Parse(string text) =>
        TryParse(text, out var month) ? month : throw new FormatException($"'{text}' is not a month such as 2027-03.");

    /// <summary>The later of two.</summary>
    public static BillingMonth Max(BillingMonth a, BillingMonth b) => a > b ? a : b;

    /// <inheritdoc/>
    public int CompareTo(BillingMonth other) => _index.CompareTo(other._index);

    /// <summary>Whether one is before another.</summary>
    public static bool operator <(BillingMonth a, BillingMonth b) => a._index < b._index;

    /// <summary>Whether one is after another.</summary>
    public static bool operator >(BillingMonth a, BillingMonth b) => a._index > b._index;

    /// <summary>Whether one is not after another.</summary>
    public static bool operator <=(BillingMonth a, BillingMonth b) => a._index <= b._index;

    /// <summary>Whether one is not before another.</summary>
    public static bool operator >=(BillingMonth a, BillingMonth b) => a._index >= b._index;

    /// <summary><c>yyyy-MM</c>.</summary>
    public override string ToString() => $"{_index / 12:D4}-{_index % 12 + 1:D2}";
}
