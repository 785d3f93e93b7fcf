using Microsoft.Azure.Functions.Worker;
using Mothership.Orchestrations.Records;

namespace Mothership.Orchestrations.Steps;

/// <summary>Writes the change into the event table. Only goes forward: what happened is billed.</summary>
public sealed class RecordBilling(BillingOutbox outbox, OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(RecordBilling))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        var since = journal.Now;
        await journal.NoteRetryAsync(call, cancellation);
        if (call.Input.Service is null)
            await outbox.FlushAsync(call.Scope, call.Cluster, cancellation);
        else
            await outbox.FlushAsync(call.Scope, call.Service, cancellation);
        await journal.NoteDoneAsync(call, since, cancellation);
        return StepResult.Done;
    }
}
