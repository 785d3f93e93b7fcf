using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Dunning;

namespace Mothership.Orchestrations.ChargeInvoice;

/// <summary>
/// Looks which invoices something has to be done about, and has it done. What is due comes from the tables alone, so it
/// makes no difference whether this runs late, twice or at the same time somewhere else; and a message of the provider
/// that got lost costs time only.
/// </summary>
public sealed class PaymentLook(
    IPaymentStore payments,
    IPaymentProvider provider,
    DunningStarter dunning,
    ILogger<PaymentLook> logger
)
{
    /// <summary>Starts what is due.</summary>
    /// <param name="client">Starts it.</param>
    /// <param name="all">Whether to look at those, too, that wait for the customer or for a person.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many were started.</returns>
    public async Task<int> StartAsync(DurableTaskClient client, bool all, CancellationToken cancellation)
    {
        // Without a key all stays as it is; as soon as there is one, what is open is charged.
        if (!await provider.IsConfiguredAsync(cancellation))
            return 0;
        var started = 0;
        await foreach (var entry in payments.UnsettledAsync(cancellation))
        {
            try
            {
                if (await StartAsync(client, entry, all, cancellation))
                    started++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "Invoice {Invoice} could not be looked at this time", entry.Invoice);
            }
        }
        return started;
    }

    /// <summary>Starts the charging of one invoice, unless it is under way.</summary>
    public static async Task ChargeAsync(
        DurableTaskClient client,
        string organization,
        string invoice,
        CancellationToken cancellation
    )
    {
        var input = new ChargeInput(organization, invoice);
        // A finished instance is replaced on purpose: each is one look.
        var options = new StartOrchestrationOptions(input.InstanceId);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                ChargeInvoiceOrchestrator.Name,
                input,
                options,
                cancellation
            );
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is under way.
        }
    }

    private async Task<bool> StartAsync(
        DurableTaskClient client,
        UnsettledInvoice entry,
        bool all,
        CancellationToken cancellation
    )
    {
        var scope = SystemScope.For(entry.Organization);
        // No row: the invoice is just being written, or never was and will be with the month's next close.
        if (await payments.FindAsync(scope, entry.Invoice, cancellation) is not { Value: var row })
            return false;
        await dunning.ReactAsync(client, row, cancellation);
        if (row.IsAtRest)
        {
            await payments.DropAsync(scope, entry, cancellation);
            return false;
        }
        if (!all && (row.Problem is not null || !IsOurTurn(row)))
            return false;
        await ChargeAsync(client, entry.Organization.Value, entry.Invoice, cancellation);
        return true;
    }

    private static bool IsOurTurn(InvoicePayment row) =>
        row.PendingNotes.Count > 0
        || row.Status is InvoiceStatus.NotCharged or InvoiceStatus.Charging or InvoiceStatus.Credited;
}
