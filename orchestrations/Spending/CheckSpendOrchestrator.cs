using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.Launching;

namespace Mothership.Orchestrations.Spending;

/// <summary>
/// Checks the spending of all organisations that have caps, a few at a time. One part of the list is one generation, so
/// that the history does not grow with the customers.
/// </summary>
public static class CheckSpendOrchestrator
{
    private const int Width = 8;

    private static readonly TaskOptions Briefly = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2)
    );

    /// <summary>The orchestrator.</summary>
    [Function(OrchestratorNames.CheckSpend)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<CheckSpendInput>()!;
        var page = await context.CallActivityAsync<CappedPage>(nameof(ListCappedOrganizations), input, Briefly);
        foreach (var part in page.Organizations.Chunk(Width))
            await Task.WhenAll(part.Select(organization => CheckAsync(context, organization)));
        if (!page.IsLast)
            context.ContinueAsNew(new CheckSpendInput(page.Organizations[^1]));
    }

    private static async Task CheckAsync(TaskOrchestrationContext context, string organization)
    {
        try
        {
            await context.CallActivityAsync(nameof(CheckOrganizationSpend), new CheckSpendInput(organization), Briefly);
        }
        catch (TaskFailedException)
        {
            // The others go on, and the next run looks at this one again.
        }
    }
}
