using System.Globalization;

namespace Mothership.Auditing;

/// <summary>Calendar months in UTC as numbers: twelve times the year, and the month from 0 on.</summary>
internal static class Months
{
    private static readonly int[] Lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    /// <summary>The first tick of a month, by counting days.</summary>
    public static long StartOf(int month)
    {
        var (year, before) = (month / 12, 0);
        for (var m = 0; m < month % 12; m++)
            before += Lengths[m] + (m == 1 && IsLeap(year) ? 1 : 0);
        var past = year - 1L;
        var days = past * 365 + past / 4 - past / 100 + past / 400 + before;
        return days * TimeSpan.TicksPerDay;
    }

    /// <summary>The month that a tick is in.</summary>
    public static int Of(long tick)
    {
        // A month has at most 31 days, so this is not too late, and at most a few months too early.
        var month = (int)(tick / TimeSpan.TicksPerDay / 366 * 12) + 12;
        while (StartOf(month + 1) <= tick)
            month++;
        return month;
    }

    /// <summary>Reads <c>yyyy-MM</c>; null when it is something else.</summary>
    public static int? Parse(string? text) =>
        text is { Length: 7 }
        && text[4] == '-'
        && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
        && year > 0
        && month is >= 1 and <= 12
            ? year * 12 + month - 1
            : null;

    /// <summary><c>yyyy-MM</c>.</summary>
    public static string Name(int month) =>
        string.Create(CultureInfo.InvariantCulture, $"{month / 12:D4}-{month % 12 + 1:D2}");

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
