namespace Mothership.Domain.Billing;

/// <summary>
/// A half-open stretch of time in UTC, exact to the tick (100 ns): its start belongs to it, its end does not.
/// </summary>
public readonly record struct Period
{
    /// <summary>From <paramref name="start"/> up to, but without, <paramref name="end"/>.</summary>
    public Period(DateTimeOffset start, DateTimeOffset end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        (Start, End) = (start.ToUniversalTime(), end.ToUniversalTime());
    }

    /// <summary>Its first tick.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The first tick after it.</summary>
    public DateTimeOffset End { get; }

    /// <summary>Its length in ticks; never negative.</summary>
    public long Ticks => End.UtcTicks - Start.UtcTicks;

    /// <summary>Its length in seconds, exact: seven decimal places.</summary>
    public decimal Seconds => Exact.Seconds(Ticks);

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => Ticks == 0;

    /// <summary>Whether an instant is in it.</summary>
    public bool Contains(DateTimeOffset at) => Start <= at && at < End;

    /// <summary>Whether all of another is in it.</summary>
    public bool Contains(Period other) => Start <= other.Start && other.End <= End;

    /// <summary>What it has in common with another; empty at the later start when that is nothing.</summary>
    public Period Clip(Period other)
    {
        var start = Start > other.Start ? Start : other.Start;
        var end = End < other.End ? End : other.End;
        return new(start, end > start ? end : start);
    }

    /// <summary>Its parts by UTC days, in order; none is empty.</summary>
    public IEnumerable<Period> Days()
    {
        for (var start = Start; start < End; )
        {
            var midnight = new DateTimeOffset(start.UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
            var end = midnight < End ? midnight : End;
            yield return new(start, end);
            start = end;
        }
    }

    /// <summary><c>[start, end)</c> in ISO 8601.</summary>
    public override string ToString() =>
        $"[{Start:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}, {End:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'})";
}
