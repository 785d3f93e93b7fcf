using Microsoft.Azure.Functions.Worker;
using Mothership.Bus.Records;

namespace Mothership.ControlPlane.Bus;

/// <summary>Turns the trigger's records into the bus's own.</summary>
internal static class KafkaRecords
{
    /// <summary>How many keys of a batch are handled at the same time.</summary>
    public const int Width = 16;

    public static List<BusRecord> From(KafkaRecord[] records) => [.. records.Select(From)];

    private static BusRecord From(KafkaRecord record) =>
        new(
            record.Topic,
            record.Partition,
            record.Offset,
            record.Key,
            record.Value,
            [.. record.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value))]
        );
}
