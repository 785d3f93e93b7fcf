using Microsoft.DurableTask.Client;
using Mothership.Local.Durable.Store;

namespace Mothership.Local.Durable;

/// <summary>Purges many instances in small transactions, so that the work of others goes on in between.</summary>
internal static class PurgeRun
{
    private const int BatchSize = 100;

    private static readonly OrchestrationRuntimeStatus[] Final =
    [
        OrchestrationRuntimeStatus.Completed,
        OrchestrationRuntimeStatus.Failed,
        OrchestrationRuntimeStatus.Terminated,
    ];

    public static async Task<PurgeResult> RunAsync(
        DurableEngine engine,
        PurgeInstancesFilter filter,
        bool recursive,
        CancellationToken cancellation
    )
    {
        if (filter.Timeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(filter), filter.Timeout, "The timeout must be positive.");
        var asked = filter.Statuses?.ToList() ?? [];
        var statuses = asked.Count == 0 ? [.. Final] : asked.Intersect(Final).ToList();
        var begin = engine.Time.GetTimestamp();
        var purged = 0;
        while (statuses.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = await engine.Store.WriteAsync(db => PurgeBatch(db, filter, statuses, recursive));
            purged += batch;
            if (batch == 0)
                break;
            if (filter.Timeout is { } timeout && engine.Time.GetElapsedTime(begin) >= timeout)
                return new PurgeResult(purged, isComplete: false);
        }
        return new PurgeResult(purged, isComplete: true);
    }

    private static int PurgeBatch(
        StoreConnection db,
        PurgeInstancesFilter filter,
        List<OrchestrationRuntimeStatus> statuses,
        bool recursive
    )
    {
        var from = filter.CreatedFrom?.UtcDateTime ?? DateTime.MinValue;
        var to = filter.CreatedTo?.UtcDateTime ?? DateTime.MaxValue;
        var rows = db.Select(new InstanceFilter(from, to, statuses, "", 0, BatchSize));
        // A sub-orchestration that went with its parent is not there any more.
        return rows.Sum(row => db.GetInstance(row.Id) is null ? 0 : db.Purge(row, recursive));
    }
}
