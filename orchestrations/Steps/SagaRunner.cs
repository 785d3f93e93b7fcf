using Microsoft.DurableTask;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Steps;

/// <summary>Runs a step table: forward step by step; backward from the step that failed, each undo in turn.</summary>
internal static class SagaRunner
{
    /// <summary>Runs an operation through the steps of its edition; there may be more editions than tables.</summary>
    public static Task RunAsync(TaskOrchestrationContext context, params IReadOnlyList<Step>[] editions)
    {
        var edition = context.GetInput<OperationInput>()?.Edition ?? 0;
        return RunAsync(context, editions[Math.Min(edition, editions.Length - 1)]);
    }

    private static async Task RunAsync(TaskOrchestrationContext context, IReadOnlyList<Step> steps)
    {
        var input = context.GetInput<OperationInput>() ?? throw new InvalidOperationException("There is no input.");
        var saga = new Saga(context, input);
        for (var i = 0; i < steps.Count; i++)
        {
            var result = await steps[i].Do(saga);
            if (result.Verdict == StepVerdict.Done)
                continue;
            if (result.Verdict == StepVerdict.Failed)
                await UndoAsync(saga, steps, i, result.Failure!);
            else
                await saga.CallAsync(nameof(FinishOperation), steps[i].Name);
            return;
        }
    }

    // The failed step is undone too: its activity may have done its work before it failed.
    private static async Task UndoAsync(Saga saga, IReadOnlyList<Step> steps, int failed, StepFailure failure)
    {
        var superseded = false;
        for (var i = failed; i >= 0; i--)
            if (steps[i].Undo is { } undo)
                superseded |= Outcome(await saga.CallAsync(undo, steps[i].Name, failure)) == StepVerdict.Superseded;
        await saga.CallAsync(nameof(FinishOperation), steps[failed].Name, superseded ? null : failure);
    }

    // An undo that fails for good leaves the instance failed, and the reconcile timer to repair what it left.
    private static StepVerdict Outcome(StepResult undone) =>
        undone.Verdict == StepVerdict.Failed
            ? throw new InvalidOperationException($"An undo failed: {undone.Failure?.Detail}")
            : undone.Verdict;
}
