using System.Diagnostics;
using Mothership.Local.Durable.Store;

namespace Mothership.Local.Durable.Dispatch;

/// <summary>
/// Spans of activities, under the call that started their instance: the trace goes on through the history, also over a
/// restart. Source, span and tag names are those of the official packages.
/// </summary>
internal static class Tracing
{
    private static readonly ActivitySource Source = new("Microsoft.DurableTask");

    /// <summary>The W3C trace parent of the caller; null when it is not traced.</summary>
    public static string? CurrentParent =>
        Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? id : null;

    public static Activity? StartActivity(ActivityRow row)
    {
        ActivityContext.TryParse(row.Trace, null, isRemote: true, out var parent);
        var span = Source.StartActivity($"activity:{row.Name}", ActivityKind.Server, parent);
        span?.SetTag("durabletask.type", "activity");
        span?.SetTag("durabletask.task.name", row.Name);
        span?.SetTag("durabletask.task.instance_id", row.InstanceId);
        span?.SetTag("durabletask.task.task_id", row.Task);
        return span;
    }
}
