using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Stores.Billing;

namespace Mothership.Orchestrations.CloseMonth;

/// <summary>
/// Closes a month for every organisation that has it open, a few at a time. Nothing to undo: a month is closed once,
/// whoever does it, and a run that finds nothing open changes nothing. One page is one generation, so that the history
/// does not grow with the customers. The last step starts the next month that is due.
/// </summary>
public static class CloseMonthOrchestrator
{
    /// <summary>The orchestrator's name. Histories carry it: never change it.</summary>
    public const string Name = "CloseMonth";

    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(
            maxNumberOfAttempts: 6,
            firstRetryInterval: TimeSpan.FromSeconds(1),
            backoffCoefficient: 4,
            maxRetryInterval: TimeSpan.FromMinutes(5)
        )
    );

    /// <summary>The orchestrator.</summary>
    [Function(Name)]
    public static async Task<CloseTally> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<CloseMonthInput>()!;
        var page = await ListAsync(context, input);
        var tally = input.Tally ?? new();
        if (page.TooEarly)
            return tally with { TooEarly = true };
        tally = await CloseAsync(context, input.Month, page, tally);
        if (page.IsLast)
            await StartNextAsync(context, input);
        else
            context.ContinueAsNew(input with { After = page.Organizations[^1], Tally = tally });
        return tally;
    }

    private static async Task<OpenPage> ListAsync(TaskOrchestrationContext context, CloseMonthInput input)
    {
        try
        {
            return await context.CallActivityAsync<OpenPage>(nameof(ListOpenOrganizations), input, Patiently);
        }
        catch (TaskFailedException)
        {
            // A month that cannot be read holds up no other.
            await StartNextAsync(context, input);
            throw;
        }
    }

    private static async Task StartNextAsync(TaskOrchestrationContext context, CloseMonthInput input)
    {
        try
        {
            await context.CallActivityAsync<string?>(nameof(StartNextMonth), input, Patiently);
        }
        catch (TaskFailedException)
        {
            // What was to be done here is done; the next look starts what is due.
        }
    }

    private static async Task<CloseTally> CloseAsync(
        TaskOrchestrationContext context,
        string month,
        OpenPage page,
        CloseTally tally
    )
    {
        var underWay = new List<Task<CloseResult?>>();
        foreach (var organization in page.Organizations)
        {
            if (underWay.Count >= page.Parallelism)
                tally = await FirstAsync(underWay, tally);
            underWay.Add(CloseOneAsync(context, new(month, organization)));
        }
        while (underWay.Count > 0)
            tally = await FirstAsync(underWay, tally);
        return tally;
    }

    private static async Task<CloseTally> FirstAsync(List<Task<CloseResult?>> underWay, CloseTally tally)
    {
        var done = await Task.WhenAny(underWay);
        underWay.Remove(done);
        return await done switch
        {
            CloseResult.Closed => tally with { Closed = tally.Closed + 1 },
            CloseResult.Parked => tally with { Parked = tally.Parked + 1 },
            _ => tally with { Failed = tally.Failed + 1 },
        };
    }

    private static async Task<CloseResult?> CloseOneAsync(
        TaskOrchestrationContext context,
        CloseOrganizationInput input
    )
    {
        try
        {
            return await context.CallActivityAsync<CloseResult>(nameof(CloseOrganization), input, Patiently);
        }
        catch (TaskFailedException)
        {
            // The others go on; this one is still on the list of open months.
            return null;
        }
    }
}
