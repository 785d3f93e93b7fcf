namespace Mothership.Local.Durable.History;

/// <summary>What a history event says. The numbers are stored: never change one, only add.</summary>
internal enum EventKind
{
    ExecutionStarted = 0,
    ExecutionCompleted = 1,
    ExecutionTerminated = 2,
    ExecutionSuspended = 3,
    ExecutionResumed = 4,
    TaskScheduled = 5,
    TaskCompleted = 6,
    TaskFailed = 7,
    SubOrchestrationCreated = 8,
    SubOrchestrationCompleted = 9,
    SubOrchestrationFailed = 10,
    TimerCreated = 11,
    TimerFired = 12,
    EventSent = 13,
    EventRaised = 14,
}
