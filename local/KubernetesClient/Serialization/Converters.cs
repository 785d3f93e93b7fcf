using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace k8s;

/// <summary>A span of time as ISO 8601 writes it, PT1M30S for one.</summary>
internal sealed class SpanConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        XmlConvert.ToTimeSpan(reader.GetString());

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(XmlConvert.ToString(value));
}

/// <summary>A moment by RFC 3339: written in whole seconds where it is that, else in microseconds.</summary>
internal sealed class MomentWithOffsetConverter : JsonConverter<DateTimeOffset>
{
    private const string Seconds = "yyyy-MM-dd'T'HH:mm:ss";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Format(value));

    /// <summary>Reads up to nine digits of a second, of which seven are kept.</summary>
    internal static DateTimeOffset Parse(string text)
    {
        var kept = text;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            var end = dot + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            kept = $"{text[..dot]}.{text[(dot + 1)..end].PadRight(7, '0')[..7]}{text[end..]}";
        }
        string[] forms = [$"{Seconds}K", $"{Seconds}.fffffffK"];
        return DateTimeOffset.TryParseExact(
            kept,
            forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var moment
        )
            ? moment
            : throw new FormatException($"'{text}' is no moment by RFC 3339.");
    }

    internal static string Format(DateTimeOffset value)
    {
        var utc = value.ToUniversalTime();
        var form = utc.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{Seconds}'Z'" : $"{Seconds}.ffffff'Z'";
        return utc.ToString(form, CultureInfo.InvariantCulture);
    }
}

/// <summary>The same for a moment that is always in UTC.</summary>
internal sealed class MomentConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MomentWithOffsetConverter.Parse(reader.GetString()).UtcDateTime;

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(MomentWithOffsetConverter.Format(value));
}
