using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.Orchestrations.CloseMonth;

namespace Mothership.ControlPlane.Billing;

/// <summary>Has months closed that are over. It only says «look»; see <see cref="DueMonths"/>.</summary>
public sealed class BillingTimer(DueMonths months)
{
    /// <summary>Every hour, five minutes past it, and at the start.</summary>
    [Function("BillingTimer")]
    public Task RunAsync(
        [TimerTrigger("0 5 * * * *", RunOnStartup = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    ) => months.StartAsync(client, cancellation);
}
