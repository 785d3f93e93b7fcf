using System.Text.Json;
using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A change, and in which way it is written. A body that is a string is sent as it is.</summary>
[JsonConverter(typeof(PatchConverter))]
public record V1Patch
{
    public V1Patch(object body, PatchType type)
    {
        if (type == PatchType.Unknown)
            throw new ArgumentException("A patch has to say which type it is of.", nameof(type));
        ArgumentNullException.ThrowIfNull(body);
        (Content, Type) = (body, type);
    }

    public object Content { get; private set; }

    public PatchType Type { get; private set; }

    /// <summary>In which way a change is written.</summary>
    public enum PatchType
    {
        Unknown,
        JsonPatch,
        MergePatch,
        StrategicMergePatch,

        /// <summary>The whole of what a field manager wants; the server works out the change.</summary>
        ApplyPatch,
    }

    internal sealed class PatchConverter : JsonConverter<V1Patch>
    {
        public override V1Patch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A V1Patch is only ever sent.");

        public override void Write(Utf8JsonWriter writer, V1Patch value, JsonSerializerOptions options)
        {
            if (value.Content is string text)
                writer.WriteRawValue(text);
            else
                JsonSerializer.Serialize(writer, value.Content, options);
        }
    }
}
