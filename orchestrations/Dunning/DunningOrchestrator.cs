using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.ChargeInvoice;

namespace Mothership.Orchestrations.Dunning;

/// <summary>
/// Climbs the ladder of dunning, step by step, each on its date. Each step looks first, and the ladder ends as soon as
/// nothing has to be collected any more. A hold that it has placed is what undoes itself then.
/// </summary>
public static class DunningOrchestrator
{
    /// <summary>The orchestrator's name. Histories carry it: never change it.</summary>
    public const string Name = "Dunning";

    /// <summary>The orchestrator.</summary>
    /// <returns>The steps that were taken.</returns>
    [Function(Name)]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<DunningInput>()!;
        foreach (var step in input.Steps)
        {
            if (await WaitAsync(context, input, step) || await CallAsync(context, new(input, step)))
                return step.Number;
        }
        return input.Steps.Count;
    }

    // Until the step is due, or the invoice is settled.
    private static async Task<bool> WaitAsync(TaskOrchestrationContext context, DunningInput input, DunningStep step)
    {
        var due = input.FailedAt.AddDays(step.Day).UtcDateTime;
        while (context.CurrentUtcDateTime < due)
        {
            using var over = new CancellationTokenSource();
            var settled = context.WaitForExternalEvent<string>(DunningInput.Settled, over.Token);
            var timer = context.CreateTimer(due, over.Token);
            var first = await Task.WhenAny(settled, timer);
            // The one that lost keeps the instance from ending.
            over.Cancel();
            if (first == settled && await CallAsync(context, new(input, null)))
                return true;
        }
        return false;
    }

    private static Task<bool> CallAsync(TaskOrchestrationContext context, DunningCall call) =>
        context.CallActivityAsync<bool>(nameof(TakeDunningStep), call, ChargeInvoiceOrchestrator.Patiently);
}
