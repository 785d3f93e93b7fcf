using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe.Infrastructure;

/// <summary>
/// Pages of lists: objects on the wire, although they can be enumerated, which the serialiser would take for arrays.
/// </summary>
internal sealed class EnumerableObjectConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType
        && (
            typeToConvert.GetGenericTypeDefinition() == typeof(StripeList<>)
            || typeToConvert.GetGenericTypeDefinition() == typeof(StripeSearchResult<>)
        );

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var item = typeToConvert.GetGenericArguments()[0];
        var converter =
            typeToConvert.GetGenericTypeDefinition() == typeof(StripeList<>) ? typeof(Lists<>) : typeof(Results<>);
        return (JsonConverter)Activator.CreateInstance(converter.MakeGenericType(item));
    }

    private sealed record Page<T>(
        string Object,
        List<T> Data,
        bool HasMore,
        string Url,
        long? TotalCount = null,
        string NextPage = null
    );

    private sealed class Lists<T> : JsonConverter<StripeList<T>>
    {
        public override StripeList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var page = JsonSerializer.Deserialize<Page<T>>(ref reader, options);
            return new()
            {
                Object = page.Object,
                Data = page.Data,
                HasMore = page.HasMore,
                Url = page.Url,
            };
        }

        public override void Write(Utf8JsonWriter writer, StripeList<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("object", value.Object);
            writer.WritePropertyName("data");
            JsonSerializer.Serialize(writer, value.Data, options);
            writer.WriteBoolean("has_more", value.HasMore);
            writer.WriteString("url", value.Url);
            writer.WriteEndObject();
        }
    }

    private sealed class Results<T> : JsonConverter<StripeSearchResult<T>>
    {
        public override StripeSearchResult<T> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        )
        {
            var page = JsonSerializer.Deserialize<Page<T>>(ref reader, options);
            return new()
            {
                Object = page.Object,
                Data = page.Data,
                HasMore = page.HasMore,
                Url = page.Url,
                TotalCount = page.TotalCount,
                NextPage = page.NextPage,
            };
        }

        public override void Write(Utf8JsonWriter writer, StripeSearchResult<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(
                writer,
                new Page<T>(value.Object, value.Data, value.HasMore, value.Url, value.TotalCount, value.NextPage),
                options
            );
    }
}
