using Mothership.Bus.Records;

namespace Mothership.Bus.Handling;

/// <summary>
/// Handles a batch: messages of one key in their order, those of different keys side by side up to a bound.
/// </summary>
public static class KeyedBatch
{
    /// <summary>
    /// Handles all records and returns when the last one is done. The handler answers for its own failures; should it
    /// throw nevertheless, the other keys are still handled and the exception comes out at the end.
    /// </summary>
    /// <param name="records">In the order of their arrival.</param>
    /// <param name="width">How many keys are handled at the same time; at least 1.</param>
    /// <param name="handle">Handles one record.</param>
    /// <param name="cancellation">Ends the handling between two records.</param>
    public static async Task RunAsync(
        IReadOnlyList<BusRecord> records,
        int width,
        Func<BusRecord, CancellationToken, Task> handle,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var keys = ByKey(records);
        using var places = keys.Count > width ? new SemaphoreSlim(width) : null;
        var running = new Task[keys.Count];
        for (var i = 0; i < running.Length; i++)
            running[i] = RunKeyAsync(keys[i], places, handle, cancellation);
        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private static List<List<BusRecord>> ByKey(IReadOnlyList<BusRecord> records)
    {
        var keys = new List<List<BusRecord>>(records.Count);
        var places = new Dictionary<string, List<BusRecord>>(records.Count);
        foreach (var record in records)
        {
            var key = record.KeyText;
            if (!places.TryGetValue(key, out var same))
                keys.Add(places[key] = same = new List<BusRecord>(1));
            same.Add(record);
        }
        return keys;
    }

    private static async Task RunKeyAsync(
        List<BusRecord> records,
        SemaphoreSlim? places,
        Func<BusRecord, CancellationToken, Task> handle,
        CancellationToken cancellation
    )
    {
        if (places is not null)
            await places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            foreach (var record in records)
            {
                cancellation.ThrowIfCancellationRequested();
                await handle(record, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            places?.Release();
        }
    }
}
