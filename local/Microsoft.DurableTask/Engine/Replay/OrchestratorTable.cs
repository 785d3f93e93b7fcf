using Microsoft.DurableTask;

namespace Mothership.Local.Durable.Replay;

/// <summary>The orchestrators that the host has found, by name without regard to case.</summary>
internal sealed class OrchestratorTable
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _byName = new(
        StringComparer.OrdinalIgnoreCase
    );

    public void Add(string name, Func<TaskOrchestrationContext, Task<object?>> run) => _byName.Add(name, run);

    public Func<TaskOrchestrationContext, Task<object?>> Find(string name) =>
        _byName.TryGetValue(name, out var run) ? run : throw new OrchestratorMissingException(name);
}

internal sealed class OrchestratorMissingException(string name)
    : Exception($"There is no orchestrator called '{name}' in this application.");
