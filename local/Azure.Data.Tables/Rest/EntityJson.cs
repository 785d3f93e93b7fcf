using System.Buffers;
using System.Text.Json;
using Azure.Data.Tables;
using Mothership.Local.Tables.Backend;
using Mothership.Local.Tables.Entities;

namespace Mothership.Local.Tables.Rest;

/// <summary>
/// Entities as OData JSON: types that JSON lacks are marked by a property "NAME@odata.type" in front of the value.
/// </summary>
internal static class EntityJson
{
    private const string TypeMark = "@odata.type";

    public static byte[] Write(EntityKey key, List<EntityProperty> properties)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString(SystemNames.PartitionKey, key.PartitionKey);
        json.WriteString(SystemNames.RowKey, key.RowKey);
        foreach (var property in properties)
            Write(json, property);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One entity; <paramref name="etag"/> stands in when the JSON has none.</summary>
    public static T Read<T>(JsonElement json, Projection projection, string? etag)
        where T : class, ITableEntity
    {
        var binder = EntityBinder<T>.Instance;
        var time = Text(json, SystemNames.Timestamp);
        var head = new EntityHead(
            Text(json, SystemNames.PartitionKey),
            Text(json, SystemNames.RowKey),
            time is null ? null : EdmText.ParseTime(time),
            Text(json, SystemNames.ETag) ?? etag
        );
        var entity = binder.Start(projection.Apply(head));
        var hint = 0;
        foreach (var property in json.EnumerateObject())
        {
            if (Value(json, property) is { } value && projection.Has(property.Name))
                binder.Set(entity, System.Text.Encoding.UTF8.GetBytes(property.Name), value, ref hint);
        }
        return entity;
    }

    private static void Write(Utf8JsonWriter json, in EntityProperty property)
    {
        if (Mark(property.Value.Type) is { } mark)
            json.WriteString(property.Name + TypeMark, mark);
        switch (property.Value.Type)
        {
            case EdmType.Int32:
                json.WriteNumber(property.Name, property.Value.AsInt32());
                break;
            case EdmType.Boolean:
                json.WriteBoolean(property.Name, property.Value.AsBoolean());
                break;
            case EdmType.Double when double.IsFinite(property.Value.AsDouble()):
                json.WriteNumber(property.Name, property.Value.AsDouble());
                break;
            case EdmType.Double:
                json.WriteString(property.Name, EdmText.Number(property.Value.AsDouble()));
                break;
            default:
                json.WriteString(property.Name, property.Value.WireText());
                break;
        }
    }

    private static string? Mark(EdmType type) =>
        type switch
        {
            EdmType.Int64 => "Edm.Int64",
            EdmType.Double => "Edm.Double",
            EdmType.DateTime => "Edm.DateTime",
            EdmType.Guid => "Edm.Guid",
            EdmType.Binary => "Edm.Binary",
            _ => null,
        };

    // Null for what is no property of the entity: marks, metadata, keys, nulls.
    private static EdmValue? Value(JsonElement entity, JsonProperty property)
    {
        if (property.Name.Contains("odata.", StringComparison.Ordinal) || SystemNames.IsOwnedByService(property.Name))
            return null;
        var json = property.Value;
        return json.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => EdmValue.Of(true),
            JsonValueKind.False => EdmValue.Of(false),
            JsonValueKind.Number => Number(json, Text(entity, property.Name + TypeMark)),
            _ => Marked(json.GetString()!, Text(entity, property.Name + TypeMark)),
        };
    }

    private static EdmValue Number(JsonElement json, string? mark) =>
        mark is null && json.TryGetInt32(out var number) ? EdmValue.Of(number) : EdmValue.Of(json.GetDouble());

    private static EdmValue Marked(string text, string? mark) =>
        mark switch
        {
            null or "Edm.String" => EdmValue.Of(text),
            "Edm.Int64" => EdmValue.Of(long.Parse(text, System.Globalization.CultureInfo.InvariantCulture)),
            "Edm.DateTime" => EdmValue.Of(EdmText.ParseTime(text)),
            "Edm.Guid" => EdmValue.Of(Guid.Parse(text)),
            "Edm.Binary" => EdmValue.Of(Convert.FromBase64String(text)),
            "Edm.Double" => EdmValue.Of(Double(text)),
            _ => throw new NotSupportedException($"The service sent a property of the unknown type {mark}."),
        };

    private static double Double(string text) =>
        text switch
        {
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
        };

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
