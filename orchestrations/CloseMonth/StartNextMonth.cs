using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.Domain.Billing;

namespace Mothership.Orchestrations.CloseMonth;

/// <summary>Starts the next month that is due, when one has been gone through.</summary>
public sealed class StartNextMonth(DueMonths months)
{
    /// <summary>The activity.</summary>
    /// <returns>The month, <c>yyyy-MM</c>; null when none is due.</returns>
    [Function(nameof(StartNextMonth))]
    public async Task<string?> RunAsync(
        [ActivityTrigger] CloseMonthInput input,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var next = await months.StartNextAsync(client, BillingMonth.Parse(input.Month), cancellation);
        return next?.ToString();
    }
}
