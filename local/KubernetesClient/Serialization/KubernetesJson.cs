using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s.Models;

namespace k8s;

/// <summary>
/// JSON as the server writes and reads it: names in camel case, nothing that is null, moments by RFC 3339.
/// </summary>
public static class KubernetesJson
{
    internal static JsonSerializerOptions Options { get; } =
        new()
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Converters =
            {
                new JsonStringEnumConverter(),
                new SpanConverter(),
                new MomentConverter(),
                new MomentWithOffsetConverter(),
                new V1Status.ViewConverter(),
            },
        };

    /// <summary>Changes the options of clients that are made from now on; only before the first use.</summary>
    public static void AddJsonOptions(Action<JsonSerializerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(Options);
    }

    public static TValue Deserialize<TValue>(string json, JsonSerializerOptions jsonSerializerOptions = null) =>
        JsonSerializer.Deserialize<TValue>(json, jsonSerializerOptions ?? Options);

    public static TValue Deserialize<TValue>(Stream json, JsonSerializerOptions jsonSerializerOptions = null) =>
        JsonSerializer.Deserialize<TValue>(json, jsonSerializerOptions ?? Options);

    public static TValue Deserialize<TValue>(JsonDocument json, JsonSerializerOptions jsonSerializerOptions = null) =>
        json.Deserialize<TValue>(jsonSerializerOptions ?? Options);

    public static TValue Deserialize<TValue>(JsonElement json, JsonSerializerOptions jsonSerializerOptions = null) =>
        json.Deserialize<TValue>(jsonSerializerOptions ?? Options);

    public static TValue Deserialize<TValue>(JsonNode json, JsonSerializerOptions jsonSerializerOptions = null) =>
        json.Deserialize<TValue>(jsonSerializerOptions ?? Options);

    public static string Serialize(object value, JsonSerializerOptions jsonSerializerOptions = null) =>
        JsonSerializer.Serialize(value, value.GetType(), jsonSerializerOptions ?? Options);

    public static string Serialize(JsonDocument value, JsonSerializerOptions jsonSerializerOptions = null) =>
        JsonSerializer.Serialize(value, jsonSerializerOptions ?? Options);

    public static string Serialize(JsonElement value, JsonSerializerOptions jsonSerializerOptions = null) =>
        JsonSerializer.Serialize(value, jsonSerializerOptions ?? Options);

    public static string Serialize(JsonNode value, JsonSerializerOptions jsonSerializerOptions = null) =>
        JsonSerializer.Serialize(value, jsonSerializerOptions ?? Options);
}
