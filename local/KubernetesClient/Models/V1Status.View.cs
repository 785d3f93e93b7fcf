using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace k8s.Models;

public partial record V1Status
{
    private JsonElement original;

    /// <summary>
    /// The server answered a deletion with the object instead of a status; see <see cref="ObjectView" />.
    /// </summary>
    [JsonIgnore]
    public bool HasObject { get; private set; }

    /// <summary>The object that the server answered with.</summary>
    public T ObjectView<T>() => KubernetesJson.Deserialize<T>(original);

    public override string ToString()
    {
        var reason = string.IsNullOrEmpty(Reason) && Code is > 0 and var code ? $"{(HttpStatusCode)code}" : Reason;
        return (string.IsNullOrEmpty(reason), string.IsNullOrEmpty(Message)) switch
        {
            (true, true) => Status,
            (false, true) => reason,
            (true, false) => Message,
            _ => $"{reason} - {Message}",
        };
    }

    /// <summary>Tells an object from a status by its not being one: its own status is no text.</summary>
    internal sealed class ViewConverter : JsonConverter<V1Status>
    {
        private static readonly JsonSerializerOptions Plain = new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Converters = { new MomentConverter() },
        };

        public override V1Status Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var element = JsonElement.ParseValue(ref reader);
            try
            {
                return element.Deserialize<V1Status>(Plain);
            }
            catch (JsonException)
            {
                return new V1Status { original = element, HasObject = true };
            }
        }

        public override void Write(Utf8JsonWriter writer, V1Status value, JsonSerializerOptions options) =>
            throw new NotSupportedException("A V1Status is only ever received.");
    }
}
