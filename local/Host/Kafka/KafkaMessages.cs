using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;

namespace Mothership.Local.Host;

using Consumed = ConsumeResult<byte[]?, byte[]?>;

/// <summary>Turns consumed messages into what a function's parameter is.</summary>
internal sealed class KafkaMessages(Type parameter, KafkaMessageKeyType keyType)
{
    private static readonly KafkaHeader[] NoHeaders = [];

    /// <summary>The value for a function that takes one message.</summary>
    internal object One(Consumed message) =>
        parameter == typeof(KafkaRecord) ? Record(message)
        : parameter == typeof(byte[]) ? Bytes(message)
        : Text(message);

    /// <summary>An empty batch of the kind that the function takes.</summary>
    internal KafkaBatch NewBatch() =>
        parameter == typeof(KafkaRecord[]) ? new ManyMessages<KafkaRecord>(Record)
        : parameter == typeof(byte[][]) ? new ManyMessages<byte[]>(Bytes)
        : parameter == typeof(string[]) ? new ManyMessages<string>(Text)
        : new SingleMessages();

    /// <summary>A header's text; null when there is none of that name.</summary>
    internal static string? Header(Consumed message, string name) =>
        message.Message.Headers?.TryGetLastBytes(name, out var value) == true && value is not null
            ? Encoding.UTF8.GetString(value)
            : null;

    /// <summary>What came with a single message, as binding data.</summary>
    internal IReadOnlyDictionary<string, object?> BindingData(Consumed message) =>
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Topic"] = message.Topic,
            ["Partition"] = message.Partition.Value.ToString(CultureInfo.InvariantCulture),
            ["Offset"] = message.Offset.Value.ToString(CultureInfo.InvariantCulture),
            ["Timestamp"] = message.Message.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["Key"] = Key(message.Message.Key)?.ToString(),
        };

    private static KafkaRecord Record(Consumed message)
    {
        var timestamp = message.Message.Timestamp;
        return new KafkaRecord
        {
            Topic = message.Topic,
            Partition = message.Partition.Value,
            Offset = message.Offset.Value,
            Key = message.Message.Key,
            Value = message.Message.Value,
            Timestamp = new KafkaTimestamp
            {
                UnixTimestampMs = timestamp.UnixTimestampMs,
                Type = (KafkaTimestampType)timestamp.Type,
            },
            Headers = Headers(message.Message.Headers),
        };
    }

    private static KafkaHeader[] Headers(Headers? headers)
    {
        if (headers is null || headers.Count == 0)
            return NoHeaders;
        var copied = new KafkaHeader[headers.Count];
        for (var i = 0; i < copied.Length; i++)
            copied[i] = new KafkaHeader { Key = headers[i].Key, Value = headers[i].GetValueBytes() };
        return copied;
    }

    private static byte[] Bytes(Consumed message) => message.Message.Value ?? [];

    // A string parameter gets the whole message as JSON, the value being one member of it, as in the official
    // extension.
    private string Text(Consumed message) =>
        JsonSerializer.Serialize(
            new
            {
                Key = Key(message.Message.Key),
                Value = message.Message.Value is { } value ? Encoding.UTF8.GetString(value) : null,
                Offset = message.Offset.Value,
                Partition = message.Partition.Value,
                message.Topic,
                Timestamp = message.Message.Timestamp.UtcDateTime,
                Headers = Headers(message.Message.Headers).Select(header => new { header.Key, header.Value }),
                message.LeaderEpoch,
                message.IsPartitionEOF,
            }
        );

    private object? Key(byte[]? key) =>
        (keyType, key) switch
        {
            (_, null) => null,
            (KafkaMessageKeyType.Int, _) => Deserializers.Int32.Deserialize(key, false, default),
            (KafkaMessageKeyType.Long, _) => Deserializers.Int64.Deserialize(key, false, default),
            (KafkaMessageKeyType.Binary, _) => Convert.ToBase64String(key),
            _ => Encoding.UTF8.GetString(key),
        };
}
