using Microsoft.DurableTask;
using Mothership.Local.Durable.History;

namespace Mothership.Local.Durable.Replay;

/// <summary>
/// A step's failure on its way to the retry rules; orchestrators see a <see cref="TaskFailedException"/>.
/// </summary>
internal sealed class StepFailedException(int taskId, Failure failure) : Exception(failure.Message)
{
    public Failure Failure { get; } = failure;

    public TaskFailedException ToTaskFailed(string taskName) => new(taskName, taskId, Failure.ToDetails());
}
