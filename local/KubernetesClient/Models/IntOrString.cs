using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A number or a name, of a port for one.</summary>
[JsonConverter(typeof(NumberOrTextConverter))]
public class IntOrString
{
    public string Value { get; private init; }

    public static implicit operator IntOrString(int v) => v.ToString(CultureInfo.InvariantCulture);

    public static implicit operator IntOrString(long v) => v.ToString(CultureInfo.InvariantCulture);

    public static implicit operator IntOrString(string v) => new() { Value = v };

    public static implicit operator string(IntOrString v) => v?.Value;

    public override string ToString() => Value;

    public int ToInt() => int.Parse(Value, CultureInfo.InvariantCulture);

    internal sealed class NumberOrTextConverter : JsonConverter<IntOrString>
    {
        public override IntOrString Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number => reader.GetInt64(),
                var other => throw new NotSupportedException($"An IntOrString cannot be read from {other}."),
            };

        public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
        {
            if (long.TryParse(value.Value, CultureInfo.InvariantCulture, out var number))
                writer.WriteNumberValue(number);
            else
                writer.WriteStringValue(value.Value);
        }
    }
}
