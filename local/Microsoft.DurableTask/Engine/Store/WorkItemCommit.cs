using Mothership.Local.Durable.Dispatch;
using Mothership.Local.Durable.History;
using Mothership.Local.Durable.Replay;

namespace Mothership.Local.Durable.Store;

/// <summary>Everything that one work item changes.</summary>
/// <param name="Instance">The instance as it was before.</param>
/// <param name="NextEvent">The number of the next history event.</param>
/// <param name="Now">The work item's time.</param>
/// <param name="Consumed">The messages that it took in, or that came too late.</param>
/// <param name="Events">What of them goes into the history.</param>
/// <param name="Decision">What the orchestrator decided.</param>
internal sealed record WorkItemCommit(
    InstanceRow Instance,
    int NextEvent,
    DateTime Now,
    IReadOnlyList<Message> Consumed,
    IReadOnlyList<HistoryEvent> Events,
    Decision Decision
);

/// <summary>What follows from a committed work item.</summary>
internal sealed record WorkItemOutcome
{
    /// <summary>The instance as it is now; null when the commit did not apply because it had gone meanwhile.</summary>
    public InstanceRow? Instance { get; set; }

    public int NextEvent { get; set; }

    public List<ActivityRow> Activities { get; } = [];

    public List<TimerRow> Timers { get; } = [];

    public List<TimerRow> CancelledTimers { get; } = [];

    public List<InstanceRow> Started { get; } = [];

    public List<MessageRow> Messages { get; } = [];
}
