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
        if (records.Count == 0)
            return;
        using var places = new SemaphoreSlim(width);
        var keys = records.GroupBy(r => r.KeyText).Select(g => RunKeyAsync([.. g], places, handle, cancellation));
        await Task.WhenAll(keys.ToList()).ConfigureAwait(false);
    }

    private static async Task RunKeyAsync(
        List<BusRecord> records,
        SemaphoreSlim places,
        Func<BusRecord, CancellationToken, Task> handle,
        CancellationToken cancellation
    )
    {
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
            places.Release();
        }
    }
}
