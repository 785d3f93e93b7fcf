using Mothership.Local.Durable.History;

namespace Mothership.Local.Durable.Replay;

/// <summary>Something an orchestrator wants done, by its step's number.</summary>
internal abstract record OrchestrationAction(int Id)
{
    /// <summary>The history event that says it was done.</summary>
    public abstract HistoryEvent ToEvent(DateTime at);

    /// <summary>Whether <paramref name="past"/> is the trace of this same step in an earlier run.</summary>
    public bool Matches(HistoryEvent past)
    {
        var mine = ToEvent(past.At);
        return mine.Kind == past.Kind && string.Equals(mine.Name, past.Name, StringComparison.OrdinalIgnoreCase);
    }
}

internal sealed record ScheduleTask(int Id, string Name, string Version, string? Input) : OrchestrationAction(Id)
{
    public override HistoryEvent ToEvent(DateTime at) =>
        new(EventKind.TaskScheduled, at, Id, Name, Input, Version.Length == 0 ? null : Version);
}

internal sealed record StartChild(int Id, string Name, string Version, string InstanceId, string? Input, string? Tags)
    : OrchestrationAction(Id)
{
    public override HistoryEvent ToEvent(DateTime at) =>
        new(EventKind.SubOrchestrationCreated, at, Id, Name, Input, InstanceId);
}

internal sealed record StartTimer(int Id, DateTime FireAt) : OrchestrationAction(Id)
{
    public override HistoryEvent ToEvent(DateTime at) =>
        new(EventKind.TimerCreated, at, Id, Detail: HistoryEvent.FormatTime(FireAt));
}

internal sealed record SendEvent(int Id, string InstanceId, string Name, string? Payload) : OrchestrationAction(Id)
{
    public override HistoryEvent ToEvent(DateTime at) => new(EventKind.EventSent, at, Id, Name, Payload, InstanceId);
}
