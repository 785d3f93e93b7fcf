using System.Globalization;

namespace Mothership.Local.Tables.Entities;

/// <summary>Text forms of values: as in JSON, in entity tags and in filter literals.</summary>
internal static class EdmText
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <summary>A time in UTC with the service's precision of 100 ns.</summary>
    public static string Time(long utcTicks) =>
        new DateTime(utcTicks, DateTimeKind.Utc).ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The entity tag that the service derives from the time of the last write.</summary>
    public static string ETag(long utcTicks)
    {
        Span<char> time = stackalloc char[TimeFormat.Length];
        new DateTime(utcTicks, DateTimeKind.Utc).TryFormat(time, out _, TimeFormat, CultureInfo.InvariantCulture);
        return string.Concat("W/\"datetime'", time[..13], "%3A".AsSpan(), EscapeTail(time[14..])) + "'\"";
    }

    private static string EscapeTail(ReadOnlySpan<char> minutesOn) =>
        string.Concat(minutesOn[..2], "%3A", minutesOn[3..]);

    /// <summary>The JSON form of a double: a number, or the service's words for the values that JSON has no number for.</summary>
    public static string Number(double value) =>
        value switch
        {
            double.PositiveInfinity => "Infinity",
            double.NegativeInfinity => "-Infinity",
            double.NaN => "NaN",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };
}
