using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Reconcile;
using Mothership.Orchestrations.Spending;
using Mothership.Orchestrations.Standing;

namespace Mothership.ControlPlane.Reconcile;

/// <summary>Puts right what a crash left. The timers only say «look»: what is found decides what happens.</summary>
public sealed class ReconcileFunction(Reconciler reconciler, Sweeper sweeper, IHoldStore holds)
{
    /// <summary>Every half minute, and at the start: open operations without a live orchestration.</summary>
    [Function("Reconcile")]
    public Task ReconcileAsync(
        [TimerTrigger("*/30 * * * * *", RunOnStartup = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    ) => reconciler.RunAsync(client, cancellation);

    /// <summary>
    /// Every half minute, and at the start: organisations whose clusters may not be as their holds say.
    /// </summary>
    [Function("EnforceHoldsTimer")]
    public Task EnforceAsync(
        [TimerTrigger("15,45 * * * * *", RunOnStartup = true)] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    ) => HoldEnforcement.StartAllAsync(client, holds, cancellation);

    /// <summary>Every minute: what organisations have spent, against their caps.</summary>
    [Function("CheckSpendTimer")]
    public Task CheckSpendAsync(
        [TimerTrigger("5 * * * * *")] TimerInfo timer,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    ) => SpendCheck.StartAsync(client, cancellation);

    /// <summary>Every five minutes: all clusters on which nothing is under way.</summary>
    [Function("Sweep")]
    public Task SweepAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellation) =>
        sweeper.RunAsync(cancellation);
}
