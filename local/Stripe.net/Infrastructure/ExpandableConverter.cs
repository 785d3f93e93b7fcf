using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe.Infrastructure;

/// <summary>A reference that is an id or an object.</summary>
internal sealed class ExpandableConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeof(IExpandableField).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)
            Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()));

    private sealed class Converter<T> : JsonConverter<ExpandableField<T>>
        where T : IHasId
    {
        public override ExpandableField<T> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            reader.TokenType switch
            {
                JsonTokenType.String => new() { Id = reader.GetString() },
                JsonTokenType.StartObject => Expanded(JsonElement.ParseValue(ref reader), options),
                _ => throw new JsonException($"A reference cannot be {reader.TokenType}."),
            };

        public override void Write(Utf8JsonWriter writer, ExpandableField<T> value, JsonSerializerOptions options)
        {
            if (value.ExpandedObject is { } expanded)
                JsonSerializer.Serialize(writer, expanded, expanded.GetType(), options);
            else
                writer.WriteStringValue(value.Id);
        }

        private static ExpandableField<T> Expanded(JsonElement element, JsonSerializerOptions options)
        {
            var expanded = element.Deserialize<T>(options);
            return expanded is null
                ? new() { Id = element.GetProperty("id").GetString() }
                : new() { ExpandedObject = expanded };
        }
    }
}
