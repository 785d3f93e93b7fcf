using Mothership.Local.Durable.History;

namespace Mothership.Local.Durable.Replay;

/// <summary>The orchestrator's code took another way than its history tells.</summary>
internal sealed class NonDeterminismException(HistoryEvent expected, OrchestrationAction? found)
    : Exception(
        $"The orchestrator is not deterministic. Its history has {expected.Describe()}; the replay "
            + (found is null ? "has not come to such a step" : $"came to {found.ToEvent(default).Describe()}")
            + ". Was its code changed while the instance was running?"
    );
