using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Mothership.Local.Durable.Replay;
using Mothership.Local.Durable.Store;

namespace Mothership.Local.Durable.Dispatch;

/// <summary>Makes sessions with what all of them share.</summary>
internal sealed class SessionFactory(
    OrchestratorTable orchestrators,
    DataConverter converter,
    ILoggerFactory logs,
    string defaultVersion
)
{
    public Session Create(InstanceRow row, Action onForeignThread)
    {
        var parent = row.Parent is { } p ? new ParentOrchestrationInstance(p.Name, p.InstanceId) : null;
        return new Session(
            new SessionInfo(row.InstanceId, parent, defaultVersion),
            orchestrators,
            converter,
            logs,
            onForeignThread
        );
    }
}
