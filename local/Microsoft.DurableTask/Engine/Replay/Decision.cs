using Mothership.Local.Durable.History;

namespace Mothership.Local.Durable.Replay;

/// <summary>What an orchestrator decided after it took in new events.</summary>
/// <param name="Actions">What it wants done, in the order of its calls.</param>
/// <param name="CancelledTimers">Steps whose timers nobody waits for any more.</param>
/// <param name="Completion">How it ended; null when it has not.</param>
/// <param name="CustomStatus">Its custom status as text.</param>
/// <param name="Suspended">Whether it is on hold.</param>
internal sealed record Decision(
    IReadOnlyList<OrchestrationAction> Actions,
    IReadOnlyList<int> CancelledTimers,
    Completion? Completion,
    string? CustomStatus,
    bool Suspended
);

/// <summary>How a run of an orchestrator ended.</summary>
internal abstract record Completion;

internal sealed record Completed(string? Output) : Completion;

internal sealed record Failed(Failure Failure) : Completion;

internal sealed record Terminated(string? Output, bool Recursive) : Completion;

/// <summary>It starts over; <paramref name="Carried"/> are the events that go on to the new run, in order.</summary>
internal sealed record ContinuedAsNew(string? Input, string? Version, IReadOnlyList<HistoryEvent> Carried) : Completion;
