using System.Globalization;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>
/// The days that a request asks about: from <c>start_date</c> up to, but without, <c>end_date</c>, in UTC.
/// </summary>
internal readonly record struct DateRange(DateOnly Start, DateOnly End)
{
    internal Period Period => new(Midnight(Start), Midnight(End));

    /// <summary>Reads both dates and notes what is wrong with them.</summary>
    internal static DateRange Read(QueryReader query, int maxDays)
    {
        var (start, end) = (Date(query, "start_date"), Date(query, "end_date"));
        if (start is not { } from || end is not { } to)
            return default;
        if (from < to && to.DayNumber - from.DayNumber <= maxDays)
            return new(from, to);
        query.Wrong(
            "end_date",
            to <= from
                ? "end_date is the day after the last one, so it must be later than start_date."
                : $"start_date and end_date may be at most {maxDays} days apart."
        );
        return default;
    }

    private static DateOnly? Date(QueryReader query, string name)
    {
        var text = query.Required(name);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        if (text.Length > 0)
            query.Wrong(name, $"{name} must be a date such as 2027-03-15.");
        return null;
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
