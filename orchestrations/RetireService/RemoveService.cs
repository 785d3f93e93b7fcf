using Microsoft.Azure.Functions.Worker;
using Mothership.Orchestrations.Records;
using Mothership.Orchestrations.Steps;

namespace Mothership.Orchestrations.ServiceRetiring;

/// <summary>Forgets a service that its region has confirmed gone.</summary>
public sealed class RemoveService(DesiredServices desired, OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(RemoveService))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        await desired.ForgetAsync(call.Scope, call.Service, cancellation);
        await journal.NoteDoneAsync(call, since, cancellation);
        return StepResult.Done;
    }
}
