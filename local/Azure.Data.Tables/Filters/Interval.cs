namespace Mothership.Local.Tables.Filters;

/// <summary>A range of keys by ordinal order; a null bound is open to that side.</summary>
internal sealed record Interval(string? Low, bool LowIncluded, string? High, bool HighIncluded)
{
    public static readonly Interval Everything = new(null, true, null, true);

    /// <summary>The one key of a range that holds a single one.</summary>
    public string? Single => Low is not null && LowIncluded && HighIncluded && Low == High ? Low : null;

    public bool IsEmpty
    {
        get
        {
            if (Low is null || High is null)
                return false;
            var sign = string.CompareOrdinal(Low, High);
            return sign > 0 || (sign == 0 && !(LowIncluded && HighIncluded));
        }
    }

    public static Interval Of(FilterOperator op, string key) =>
        op switch
        {
            FilterOperator.Equal => new(key, true, key, true),
            FilterOperator.Greater => new(key, false, null, true),
            FilterOperator.GreaterOrEqual => new(key, true, null, true),
            FilterOperator.Less => new(null, true, key, false),
            FilterOperator.LessOrEqual => new(null, true, key, true),
            _ => Everything,
        };

    public Interval Intersect(Interval other)
    {
        var low = CompareLow(other) >= 0 ? this : other;
        var high = CompareHigh(other) <= 0 ? this : other;
        return new(low.Low, low.LowIncluded, high.High, high.HighIncluded);
    }

    /// <summary>The smallest range that holds both.</summary>
    public Interval Hull(Interval other)
    {
        var low = CompareLow(other) <= 0 ? this : other;
        var high = CompareHigh(other) >= 0 ? this : other;
        return new(low.Low, low.LowIncluded, high.High, high.HighIncluded);
    }

    /// <summary>Whether this begins before the other (negative), with it, or after it.</summary>
    public int CompareLow(Interval other)
    {
        if (Low is null || other.Low is null)
            return (Low is null ? 0 : 1) - (other.Low is null ? 0 : 1);
        var sign = string.CompareOrdinal(Low, other.Low);
        return sign != 0 ? sign : (LowIncluded ? 0 : 1) - (other.LowIncluded ? 0 : 1);
    }

    private int CompareHigh(Interval other)
    {
        if (High is null || other.High is null)
            return (High is null ? 1 : 0) - (other.High is null ? 1 : 0);
        var sign = string.CompareOrdinal(High, other.High);
        return sign != 0 ? sign : (HighIncluded ? 1 : 0) - (other.HighIncluded ? 1 : 0);
    }

    /// <summary>Whether every key of this comes before every key of the other.</summary>
    public bool IsBefore(Interval other)
    {
        if (High is null || other.Low is null)
            return false;
        var sign = string.CompareOrdinal(High, other.Low);
        return sign < 0 || (sign == 0 && !(HighIncluded && other.LowIncluded));
    }
}
