using System.Globalization;

namespace Mothership.Local.Tables.Entities;

/// <summary>Text forms of values: as in JSON, in entity tags and in filter literals.</summary>
internal static class EdmText
{
    private const int TimeLength = 28;
    private const string EscapedFormat = "yyyy-MM-ddTHH'%3A'mm'%3A'ss.fffffffZ";
    private const string ETagStart = "W/\"datetime'";
    private const string ETagForm = "W/\"datetime'yyyy-MM-ddTHH%3Amm%3Ass.fffffffZ'\"";
    private const int ETagLength = 46;

    /// <summary>A time in UTC with the service's precision of 100 ns: what «O» makes of it.</summary>
    public static string Time(long utcTicks) =>
        new DateTime(utcTicks, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The entity tag that the service derives from the time of the last write.</summary>
    public static string ETag(long utcTicks)
    {
        // Every entity that is read has one.
        return string.Create(
            ETagLength,
            utcTicks,
            static (tag, ticks) =>
            {
                Span<char> time = stackalloc char[TimeLength];
                new DateTime(ticks, DateTimeKind.Utc).TryFormat(time, out _, "O", CultureInfo.InvariantCulture);
                ETagForm.CopyTo(tag);
                time[..13].CopyTo(tag[12..]);
                time[14..16].CopyTo(tag[28..]);
                time[17..].CopyTo(tag[33..]);
            }
        );
    }

    /// <summary>The time in a tag made by <see cref="ETag"/>; false for a tag of any other form.</summary>
    public static bool TryParseETag(string? etag, out long utcTicks)
    {
        utcTicks = 0;
        if (etag is not { Length: ETagLength } || !etag.StartsWith(ETagStart, StringComparison.Ordinal))
            return false;
        var text = etag.AsSpan(ETagStart.Length, ETagLength - ETagStart.Length - 2).ToString();
        const DateTimeStyles style = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
        if (!DateTime.TryParseExact(text, EscapedFormat, CultureInfo.InvariantCulture, style, out var time))
            return false;
        utcTicks = time.Ticks;
        return ETag(utcTicks) == etag;
    }

    /// <summary>
    /// The JSON form of a double: a number, or the service's words for the values that JSON has no number for.
    /// </summary>
    public static string Number(double value) =>
        value switch
        {
            double.PositiveInfinity => "Infinity",
            double.NegativeInfinity => "-Infinity",
            double.NaN => "NaN",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };
}
