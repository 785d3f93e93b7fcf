namespace Mothership.Local.Durable;

/// <summary>How an engine runs.</summary>
public sealed record DurableEngineOptions
{
    /// <summary>The task hub's SQLite file, created when missing; ":memory:" keeps everything in memory.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>The task hub's name, as queries may ask for it.</summary>
    public string HubName { get; init; } = "mothership";

    /// <summary>How many activities run at a time.</summary>
    public int MaxConcurrentActivities { get; init; } = 32;

    /// <summary>How many orchestrators' work items run at a time.</summary>
    public int MaxConcurrentOrchestrations { get; init; } = 32;

    /// <summary>
    /// False: a commit survives the end of the process, however it comes, but the last ones may be lost when the
    /// machine
    /// loses power. True: each commit waits for the disk.
    /// </summary>
    public bool FullSync { get; init; }

    /// <summary>
    /// How many instances are kept in memory between their events; others are replayed when something comes.
    /// </summary>
    public int MaxCachedInstances { get; init; } = 5000;

    /// <summary>False: every work item replays its instance from the beginning. For tests of orchestrators.</summary>
    public bool CacheSessions { get; init; } = true;

    /// <summary>
    /// How long a stop waits for activities under way; those that take longer run again after the restart.
    /// </summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The version of instances started without one.</summary>
    public string DefaultVersion { get; init; } = "";
}
