using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.Domain.Ids;
using Mothership.Domain.Payments;
using Mothership.Domain.Tenancy;
using Mothership.Orchestrations.Dunning;
using Mothership.Payments.Collecting;

namespace Mothership.Orchestrations.ChargeInvoice;

/// <summary>Has an invoice collected once, and begins the dunning of one that could not be.</summary>
public sealed class CollectInvoice(InvoiceCollector collector, DunningStarter dunning)
{
    /// <summary>The activity.</summary>
    [Function(nameof(CollectInvoice))]
    public async Task<ChargeResult> RunAsync(
        [ActivityTrigger] ChargeInput input,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        var scope = SystemScope.For(new OrganizationId(input.Organization));
        if (await collector.ChargeAsync(scope, input.Invoice, cancellation) is not { } row)
            return new("Missing", true);
        await dunning.ReactAsync(client, row, cancellation);
        return new(row.Status.ToString(), row.Status.IsSettled());
    }
}
