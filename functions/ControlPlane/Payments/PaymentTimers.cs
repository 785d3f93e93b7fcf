using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.Orchestrations.ChargeInvoice;
using Mothership.Orchestrations.ReconcilePayments;

namespace Mothership.ControlPlane.Payments;

/// <summary>The timers of payments. They only say «look».</summary>
public sealed class PaymentTimers(PaymentLook look, ReconciliationStarter reconciliation)
{
    /// <summary>Every minute: new invoices, so that one is charged soon after its month was closed.</summary>
    [Function("ChargeTimer")]
    public Task ChargeAsync(
        [TimerTrigger("20 * * * * *", RunOnStartup = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    ) => look.StartAsync(client, all: false, cancellation);

    /// <summary>Every hour: all that are not settled, for what no message has told.</summary>
    [Function("PaymentTimer")]
    public Task LookAsync(
        [TimerTrigger("0 35 * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    ) => look.StartAsync(client, all: true, cancellation);

    /// <summary>Every night: our books against the provider's.</summary>
    [Function("ReconciliationTimer")]
    public Task ReconcileAsync(
        [TimerTrigger("0 30 2 * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    ) => reconciliation.StartAsync(client, null, cancellation);
}
