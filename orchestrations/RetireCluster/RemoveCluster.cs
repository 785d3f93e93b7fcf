using Microsoft.Azure.Functions.Worker;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.Retiring;

/// <summary>Forgets a cluster that its region has confirmed gone.</summary>
public sealed class RemoveCluster(DesiredStates desired, OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(RemoveCluster))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        await desired.ForgetAsync(call.Scope, call.Cluster, cancellation);
        await journal.NoteDoneAsync(call, since, cancellation);
        return StepResult.Done;
    }
}
