using Microsoft.DurableTask;
using Mothership.Local.Durable.Dispatch;
using Mothership.Local.Durable.Replay;

namespace Mothership.Local.Durable;

/// <summary>The orchestrators and activities that an engine can run, by name without regard to case.</summary>
public sealed class DurableTaskRegistrations
{
    internal OrchestratorTable Orchestrators { get; } = new();

    internal Dictionary<string, ActivityEntry> Activities { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds an orchestrator; <paramref name="run"/> returns its output.</summary>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public void AddOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> run)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(run);
        Orchestrators.Add(name, run);
    }

    /// <summary>
    /// Adds an activity. <paramref name="run"/> gets its input, converted to <paramref name="inputType"/> (null: it
    /// takes
    /// none), and a token that is cancelled when the engine stops without waiting any longer; it returns the output.
    /// </summary>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public void AddActivity(
        string name,
        Type? inputType,
        Func<TaskActivityContext, object?, CancellationToken, Task<object?>> run
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(run);
        Activities.Add(name, new ActivityEntry(inputType, run));
    }
}
