using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe.Infrastructure;

/// <summary>A time as the seconds since 1970.</summary>
internal sealed class UnixTimeConverter : JsonConverter<DateTime>
{
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var seconds = reader.TokenType switch
        {
            JsonTokenType.Number => reader.GetInt64(),
            JsonTokenType.String
                when long.TryParse(reader.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var s) =>
                s,
            _ => throw new JsonException($"A time has to be a number of seconds, not {reader.TokenType}."),
        };
        return seconds >= 0
            ? DateTime.UnixEpoch.AddSeconds(seconds)
            : throw new JsonException("A time before 1970 cannot be read.");
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        var seconds = (long)(value.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
        if (seconds < 0)
            throw new JsonException("A time before 1970 cannot be written.");
        writer.WriteNumberValue(seconds);
    }
}
