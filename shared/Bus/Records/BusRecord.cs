using System.Text;

namespace Mothership.Bus.Records;

/// <summary>A message as it came off a topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset within the partition.</param>
/// <param name="Key">Null when it has none.</param>
/// <param name="Value">Null for a tombstone.</param>
/// <param name="Headers">In order; of headers with the same name the first one counts.</param>
public sealed record BusRecord(
    string Topic,
    int Partition,
    long Offset,
    byte[]? Key,
    byte[]? Value,
    IReadOnlyList<KeyValuePair<string, byte[]?>> Headers
)
{
    /// <summary>The key as text; empty when there is none.</summary>
    public string KeyText => Key is null ? "" : Encoding.UTF8.GetString(Key);

    /// <summary>A header as text; null when it is not there or has no value.</summary>
    public string? Header(string name)
    {
        for (var i = 0; i < Headers.Count; i++)
            if (Headers[i].Key == name)
                return Headers[i].Value is { } value ? Encoding.UTF8.GetString(value) : null;
        return null;
    }
}
