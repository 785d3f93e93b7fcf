using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mothership.Orchestrations.ChargeInvoice;

namespace Mothership.Orchestrations.ReconcilePayments;

/// <summary>The input of a comparison: plain types only, because histories keep it.</summary>
/// <param name="Run">Its id: begins with its date.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="After">The last organisation of the generation before; null at the beginning.</param>
/// <param name="Tally">What the generations before came to.</param>
public sealed record ReconcileInput(
    string Run,
    DateTimeOffset StartedAt,
    string? After = null,
    ReconcileTally? Tally = null
)
{
    /// <summary>The id of the only orchestration of a run.</summary>
    public string InstanceId => $"reconcile-{Run}";
}

/// <summary>What a comparison has come to.</summary>
public sealed record ReconcileTally(int Organizations = 0, int Differences = 0, int Repaired = 0, int Failed = 0);

/// <summary>A page of organisations.</summary>
public sealed record ReconcilePage(IReadOnlyList<string> Organizations, bool IsLast);

/// <summary>The comparison of one organisation; empty for what belongs to none.</summary>
public sealed record ReconcileCall(string Run, string Organization);

/// <summary>
/// Compares our books with the provider's, organisation by organisation, then what the provider has beyond. One page is
/// one generation, so that the history does not grow with the customers.
/// </summary>
public static class ReconcileOrchestrator
{
    /// <summary>The orchestrator's name. Histories carry it: never change it.</summary>
    public const string Name = "ReconcilePayments";

    private const int Parallelism = 4;

    /// <summary>The orchestrator.</summary>
    [Function(Name)]
    public static async Task<ReconcileTally> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<ReconcileInput>()!;
        var tally = input.Tally ?? new();
        var patiently = ChargeInvoiceOrchestrator.Patiently;
        var page = await context.CallActivityAsync<ReconcilePage>(nameof(ListAccounts), input, patiently);
        foreach (var chunk in page.Organizations.Chunk(Parallelism))
        {
            var found = await Task.WhenAll(chunk.Select(o => CompareAsync(context, new(input.Run, o))));
            tally = found.Aggregate(tally, Add);
        }
        if (!page.IsLast)
        {
            context.ContinueAsNew(input with { After = page.Organizations[^1], Tally = tally });
            return tally;
        }
        tally = Add(tally, await CompareAsync(context, new(input.Run, "")) with { Organizations = 0 });
        await context.CallActivityAsync(nameof(CompleteReconciliation), input with { Tally = tally }, patiently);
        return tally;
    }

    private static async Task<ReconcileTally> CompareAsync(TaskOrchestrationContext context, ReconcileCall call)
    {
        try
        {
            return await context.CallActivityAsync<ReconcileTally>(
                nameof(CompareAccount),
                call,
                ChargeInvoiceOrchestrator.Patiently
            );
        }
        catch (TaskFailedException)
        {
            // The others go on; the next run compares it again.
            return new(Organizations: 1, Failed: 1);
        }
    }

    private static ReconcileTally Add(ReconcileTally a, ReconcileTally b) =>
        new(
            a.Organizations + b.Organizations,
            a.Differences + b.Differences,
            a.Repaired + b.Repaired,
            a.Failed + b.Failed
        );
}
