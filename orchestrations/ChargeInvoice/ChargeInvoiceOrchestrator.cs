using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Mothership.Orchestrations.ChargeInvoice;

/// <summary>The input of an invoice's charging: plain types only, because histories keep it.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Invoice">Which.</param>
public sealed record ChargeInput(string Organization, string Invoice)
{
    /// <summary>The id of the only orchestration that charges an invoice.</summary>
    public string InstanceId => $"charge-{Invoice}";
}

/// <summary>What a look at an invoice's payment has come to.</summary>
/// <param name="Status">Its status.</param>
/// <param name="IsSettled">Whether nothing more has to be collected.</param>
public sealed record ChargeResult(string Status, bool IsSettled);

/// <summary>
/// Has an invoice collected. One activity that may be repeated at will: what it has to go by is in the store and at the
/// provider. Nothing to undo; what fails for good is left to the dunning, and to the next look.
/// </summary>
public static class ChargeInvoiceOrchestrator
{
    /// <summary>The orchestrator's name. Histories carry it: never change it.</summary>
    public const string Name = "ChargeInvoice";

    /// <summary>Patience with a provider that does not answer: about an hour and a half.</summary>
    internal static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(
            maxNumberOfAttempts: 12,
            firstRetryInterval: TimeSpan.FromSeconds(2),
            backoffCoefficient: 3,
            maxRetryInterval: TimeSpan.FromMinutes(15)
        )
    );

    /// <summary>The orchestrator.</summary>
    [Function(Name)]
    public static Task<ChargeResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<ChargeResult>(nameof(CollectInvoice), context.GetInput<ChargeInput>(), Patiently);
}
