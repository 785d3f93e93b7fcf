using Microsoft.Azure.Functions.Worker;
using Mothership.Bus.Handling;
using Mothership.Bus.Records;
using Mothership.Bus.Signing;

namespace Mothership.ControlPlane.Bus;

/// <summary>Hands the records of a trigger on as the bus's own.</summary>
internal static class KafkaRecords
{
    /// <summary>How many keys of a batch are handled at the same time.</summary>
    private const int Width = 16;

    /// <summary>
    /// Returns when all of a batch that is genuine is handled; no exception leaves it but at the app's stop.
    /// </summary>
    public static Task HandleAsync(
        KafkaRecord[] records,
        MessageGate gate,
        Func<BusRecord, CancellationToken, Task> handle,
        CancellationToken cancellation
    ) =>
        KeyedBatch.RunAsync(
            [.. records.Select(From)],
            Width,
            (record, stop) => gate.PassAsync(record, handle, stop),
            cancellation
        );

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
