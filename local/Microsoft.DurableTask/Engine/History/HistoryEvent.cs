using System.Globalization;

namespace Mothership.Local.Durable.History;

/// <summary>One fact in an instance's history, in the one flat form in which it is stored.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">The time (UTC) of the work item that took it in: the orchestrator's clock from then on.</param>
/// <param name="TaskId">The step it belongs to, from 0 in the order of the orchestrator's calls; -1 when to
/// none.</param>
/// <param name="Name">A task's, event's or status' name.</param>
/// <param name="Data">A serialised input, output or payload.</param>
/// <param name="Detail">Depends on the kind: a version, an instance id, a due time, or a failure as JSON.</param>
internal sealed record HistoryEvent(
    EventKind Kind,
    DateTime At,
    int TaskId = HistoryEvent.NoTask,
    string? Name = null,
    string? Data = null,
    string? Detail = null
)
{
    public const int NoTask = -1;

    /// <summary>What <see cref="Detail"/> of a termination says when it reaches the sub-orchestrations too.</summary>
    public const string Recursive = "recursive";

    public static HistoryEvent Started(string name, string? version, string? input) =>
        new(EventKind.ExecutionStarted, default, NoTask, name, input, version);

    public static HistoryEvent Terminated(string? output, bool recursive) =>
        new(EventKind.ExecutionTerminated, default, NoTask, null, output, recursive ? Recursive : null);

    public static HistoryEvent Suspended(string? reason) =>
        new(EventKind.ExecutionSuspended, default, NoTask, null, null, reason);

    public static HistoryEvent Resumed(string? reason) =>
        new(EventKind.ExecutionResumed, default, NoTask, null, null, reason);

    public static HistoryEvent TaskCompleted(int taskId, string? result) =>
        new(EventKind.TaskCompleted, default, taskId, null, result);

    public static HistoryEvent TaskFailed(int taskId, Failure failure) =>
        new(EventKind.TaskFailed, default, taskId, Detail: failure.ToJson());

    public static HistoryEvent ChildCompleted(int taskId, string? result) =>
        new(EventKind.SubOrchestrationCompleted, default, taskId, null, result);

    public static HistoryEvent ChildFailed(int taskId, Failure failure) =>
        new(EventKind.SubOrchestrationFailed, default, taskId, Detail: failure.ToJson());

    public static HistoryEvent TimerFired(int taskId) => new(EventKind.TimerFired, default, taskId);

    public static HistoryEvent Raised(string name, string? payload) =>
        new(EventKind.EventRaised, default, NoTask, name, payload);

    public static string FormatTime(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>For messages to people: the step's number, kind and name.</summary>
    public string Describe() =>
        (TaskId == NoTask ? "" : $"step {TaskId.ToString(CultureInfo.InvariantCulture)}: ")
        + Kind
        + (Name is null ? "" : $" '{Name}'");
}
