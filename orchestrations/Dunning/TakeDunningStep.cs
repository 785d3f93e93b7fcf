using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.Domain.Ids;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Standing;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Standing;
using Mothership.Payments.Collecting;

namespace Mothership.Orchestrations.Dunning;

/// <summary>
/// Takes a step of the dunning, if the invoice still is not settled. May run any number of times: a retry that was made
/// is not made again, a hold that is placed stays.
/// </summary>
public sealed class TakeDunningStep(
    InvoiceCollector collector,
    IPaymentStore payments,
    IHoldStore holds,
    TimeProvider clock
)
{
    /// <summary>The activity.</summary>
    /// <returns>Whether the dunning is over.</returns>
    [Function(nameof(TakeDunningStep))]
    public async Task<bool> RunAsync(
        [ActivityTrigger] DunningCall call,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var scope = SystemScope.For(new OrganizationId(call.Dunning.Organization));
        var invoice = call.Dunning.Invoice;
        var row = await collector.LookAsync(scope, invoice, cancellation);
        if (row is not null && row.Status.IsPayable() && call.Step is { } step)
            row = await TakeAsync(scope, row, call.Dunning, step, cancellation);
        var isOver = row is null || !row.Status.IsPayable();
        if (isOver)
            await holds.ReleaseAsync(scope, InvoiceCollector.HoldOf(invoice), cancellation);
        if (call.Step is not { Action: nameof(DunningAction.Retry) } || isOver)
            await HoldEnforcement.StartAsync(client, scope.Organization, cancellation);
        return isOver;
    }

    private async Task<InvoicePayment?> TakeAsync(
        TenantScope scope,
        InvoicePayment row,
        DunningInput input,
        DunningStep step,
        CancellationToken cancellation
    )
    {
        var action = Enum.Parse<DunningAction>(step.Action);
        if (action == DunningAction.Retry)
            return await collector.RetryAsync(scope, row.Invoice, step.Number, cancellation);
        await ClimbAsync(scope, row.Invoice, step.Number, cancellation);
        await holds.PlaceAsync(scope, HoldOf(row, input, step, action), cancellation);
        // Whoever paid while the hold was being placed must not keep it.
        return await collector.LookAsync(scope, row.Invoice, cancellation);
    }

    private async Task ClimbAsync(TenantScope scope, string invoice, int rung, CancellationToken cancellation)
    {
        // Written before the hold is placed: the row says that there may be one to release.
        while (await payments.FindAsync(scope, invoice, cancellation) is { } stored && stored.Value.Rung < rung)
        {
            try
            {
                var decision = PaymentDecider.Climb(stored.Value, rung, clock.GetUtcNow());
                await payments.SaveAsync(scope, decision, stored.ETag, cancellation);
            }
            catch (StaleWriteException)
            {
                // Read it again.
            }
        }
    }

    private static Hold HoldOf(InvoicePayment row, DunningInput input, DunningStep step, DunningAction action)
    {
        var level = action switch
        {
            DunningAction.Warn => HoldLevel.RefuseNew,
            DunningAction.Suspend => HoldLevel.Suspend,
            _ => HoldLevel.Terminate,
        };
        var owed = $"{MinorUnits.Format(row.Due, row.Currency)} {row.Currency}";
        return new(
            InvoiceCollector.HoldOf(row.Invoice),
            level,
            null,
            $"Invoice {row.Number} of {owed} is overdue. Pay it with POST /billing/v1/invoices/{row.Invoice}/pay.",
            input.FailedAt.AddDays(step.Day)
        );
    }
}
