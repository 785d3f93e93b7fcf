using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mothership.DataPlane.Records;
using Mothership.DataPlane.Topics;

namespace Mothership.DataPlane.Rest;

/// <summary>Reads one record, and tells of its key and value what the answer says of them.</summary>
internal static class RecordReader
{
    internal static (NewRecord Record, JsonObject? Key, JsonObject? Value) Read(TopicView topic, JsonElement element)
    {
        Body.Object(element, "the record");
        var partition = Body.Number(element, "partition_id");
        if (partition is { } number && (number < 0 || number >= topic.Partitions.Count))
            throw KafkaRecords.UnknownPartition();
        var (key, keyShape) = Data(element, "key");
        var (value, valueShape) = Data(element, "value");
        var record = new NewRecord(topic.Name, partition, key, value, Headers(element), Timestamp(element));
        return (record, keyShape, valueShape);
    }

    private static (byte[]? Bytes, JsonObject? Shape) Data(JsonElement record, string name)
    {
        if (!record.TryGetProperty(name, out var part) || part.ValueKind == JsonValueKind.Null)
            return (null, null);
        var type = Body.Text(Body.Object(part, name), "type") ?? "STRING";
        var isThere = part.TryGetProperty("data", out var data) && data.ValueKind != JsonValueKind.Null;
        var bytes = type switch
        {
            "BINARY" => isThere ? Binary(data, "data") : null,
            "STRING" => isThere ? Encoding.UTF8.GetBytes(StringOf(data)) : null,
            "JSON" => Encoding.UTF8.GetBytes(isThere ? data.GetRawText() : "null"),
            _ => throw Refusals.Unprocessable("Only the formats BINARY, JSON and STRING can be sent."),
        };
        return (bytes, new() { ["type"] = type, ["size"] = bytes?.Length ?? 0 });
    }

    private static List<KeyValuePair<string, byte[]?>> Headers(JsonElement record) =>
        [
            .. Body.Items(record, "headers")
                .Select(h =>
                    KeyValuePair.Create(
                        Body.RequiredText(h, "name"),
                        h.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Null
                            ? Binary(value, "value")
                            : null
                    )
                ),
        ];

    private static DateTimeOffset? Timestamp(JsonElement record)
    {
        if (Body.Text(record, "timestamp") is not { } text)
            return null;
        return
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time >= DateTimeOffset.UnixEpoch
            ? time
            : throw Refusals.Malformed("timestamp must be a time as of RFC 3339, from 1970 on.");
    }

    private static byte[] Binary(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.String && Base64.IsValid(StringOf(data))
            ? Convert.FromBase64String(StringOf(data))
            : throw Refusals.Malformed($"Bad Request: {name} is not a base64 string.");

    private static string StringOf(JsonElement data) =>
        data.ValueKind == JsonValueKind.String
            ? Body.Unicode(data)
            : throw Refusals.Malformed("Bad Request: data is not a string.");
}
