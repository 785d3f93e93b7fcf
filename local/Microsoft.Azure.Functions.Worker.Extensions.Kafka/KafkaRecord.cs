using System.Text;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A Kafka message as it came, with its headers.</summary>
public class KafkaRecord
{
    /// <summary>The topic.</summary>
    public string Topic { get; set; } = "";

    /// <summary>The partition.</summary>
    public int Partition { get; set; }

    /// <summary>The offset within the partition.</summary>
    public long Offset { get; set; }

    /// <summary>The key; null when the message has none.</summary>
    public byte[]? Key { get; set; }

    /// <summary>The value; null for a tombstone.</summary>
    public byte[]? Value { get; set; }

    /// <summary>When it was created or appended.</summary>
    public KafkaTimestamp? Timestamp { get; set; }

    /// <summary>The headers, in order; a key may be there more than once.</summary>
    public KafkaHeader[] Headers { get; set; } = [];
}

/// <summary>A header of a Kafka message.</summary>
public class KafkaHeader
{
    /// <summary>Its name.</summary>
    public string Key { get; set; } = "";

    /// <summary>Its bytes; null is possible.</summary>
    public byte[]? Value { get; set; }

    /// <summary>The bytes read as UTF-8; null when there are none.</summary>
    public string? GetValueAsString() => Value is null ? null : Encoding.UTF8.GetString(Value);
}

/// <summary>The time of a Kafka message.</summary>
public class KafkaTimestamp
{
    /// <summary>Milliseconds since 1970.</summary>
    public long UnixTimestampMs { get; set; }

    /// <summary>Who set it.</summary>
    public KafkaTimestampType Type { get; set; }

    /// <summary>The same moment.</summary>
    public DateTimeOffset DateTimeOffset => DateTimeOffset.FromUnixTimeMilliseconds(UnixTimestampMs);
}
