using Mothership.Local.Durable.History;
using Mothership.Local.Durable.Store;

namespace Mothership.Local.Durable.Dispatch;

/// <summary>Where a message comes from, and so which row goes when it has been taken in.</summary>
internal enum MessageSource
{
    /// <summary>A row of the messages table.</summary>
    Inbox,

    /// <summary>An activity that came back: its row in the activities table.</summary>
    Activity,

    /// <summary>A timer that fired: its row in the timers table.</summary>
    Timer,

    /// <summary>The first start of an instance: its status Pending.</summary>
    Start,

    /// <summary>Nothing came, but the orchestrator must be looked at.</summary>
    Nudge,
}

/// <summary>Something for an instance to take in. <paramref name="Execution"/> 0: for whichever run there is.</summary>
internal sealed record Message(MessageSource Source, HistoryEvent? Event, int Execution = 0, long Row = 0)
{
    public static readonly Message Nudge = new(MessageSource.Nudge, null);

    /// <summary>The first start of an instance; what it starts with is in the instance's row.</summary>
    public static readonly Message Start = new(MessageSource.Start, null);

    /// <summary>Whether a run begins with it.</summary>
    public bool IsStart => Source == MessageSource.Start || Event?.Kind == EventKind.ExecutionStarted;

    public static Message From(MessageRow row) => new(MessageSource.Inbox, row.Event, row.Execution, row.Id);

    public static Message From(ActivityRow row, HistoryEvent result) =>
        new(MessageSource.Activity, result, row.Execution);

    public static Message From(TimerRow row) =>
        row.Task == TimerQueue.StartOfInstance
            ? Start
            : new(MessageSource.Timer, HistoryEvent.TimerFired(row.Task), row.Execution);
}
