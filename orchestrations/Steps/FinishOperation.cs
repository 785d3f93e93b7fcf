using Microsoft.Azure.Functions.Worker;
using Mothership.Domain.Operations;
using Mothership.Orchestrations.Records;

namespace Mothership.Orchestrations.Steps;

/// <summary>Ends an operation that did not succeed: failed when a failure is given, superseded otherwise.</summary>
public sealed class FinishOperation(OperationJournal journal)
{
    /// <summary>The activity.</summary>
    [Function(nameof(FinishOperation))]
    public async Task<StepResult> RunAsync([ActivityTrigger] StepCall call, CancellationToken cancellation)
    {
        await journal.WriteAsync(
            call,
            (operation, now) =>
                call.Failure is { } failure
                    ? OperationProgress.Fail(operation, failure.Code, failure.Detail, now)
                    : OperationProgress.Supersede(operation, now),
            cancellation
        );
        return StepResult.Done;
    }
}
