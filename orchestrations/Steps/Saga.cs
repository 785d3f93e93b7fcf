using Microsoft.DurableTask;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Steps;

/// <summary>
/// A run of a step table: calls activities until they come out, however long a part of the system is away.
/// </summary>
internal sealed class Saga(TaskOrchestrationContext context, OperationInput input)
{
    private const int AttemptsAtDefects = 5;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public TaskOrchestrationContext Context => context;

    /// <summary>The operation's input; its generation is the one that it has come to.</summary>
    public OperationInput Input { get; private set; } = input;

    /// <summary>How long to wait for the region; known once the desired state is published.</summary>
    public Patience? Patience { get; private set; }

    /// <summary>
    /// Calls a step's activity: again and again while the fault may pass, a few times when it looks like a defect.
    /// </summary>
    public async Task<StepResult> CallAsync(
        string activity,
        string step,
        StepFailure? failure = null,
        int firstAttempt = 1
    )
    {
        string? cause = null;
        for (var failures = 0; ; )
        {
            var call = new StepCall(Input, step, firstAttempt + failures, cause, failure);
            try
            {
                var result = await context.CallActivityAsync<StepResult>(activity, call);
                Patience = result.Patience ?? Patience;
                Input = result.Generation is { } generation ? Input with { Generation = generation } : Input;
                return result;
            }
            catch (TaskFailedException e)
            {
                failures++;
                cause = StepFaults.Describe(e.FailureDetails);
                if (failures >= AttemptsAtDefects && StepFaults.IsDefect(e.FailureDetails))
                    return StepResult.Failed("internal_error", cause);
            }
            await context.CreateTimer(WaitAfter(failures), CancellationToken.None);
        }
    }

    private static TimeSpan WaitAfter(int failures)
    {
        var doubled = FirstWait * (1L << Math.Min(failures - 1, 20));
        return doubled < LongestWait ? doubled : LongestWait;
    }
}
