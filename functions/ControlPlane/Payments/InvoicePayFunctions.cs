using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Mothership.ControlPlane.Billing;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Errors;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Orchestrations.Dunning;
using Mothership.Payments.Collecting;

namespace Mothership.ControlPlane.Payments;

/// <summary>Lets the customer pay.</summary>
public sealed class InvoicePayFunctions(
    IPaymentProvider provider,
    IInvoiceStore invoices,
    InvoiceCollector collector,
    DunningStarter dunning,
    IdempotentPost posts,
    Links links
)
{
    /// <summary>
    /// Tries to collect an invoice now. The answer says what came of it; where the bank wants a confirmation, it has
    /// the address of the page for it.
    /// </summary>
    [Function("PayInvoice")]
    public async Task<IActionResult> Pay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "billing/v1/invoices/{id}/pay")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadOptionalAsync(request, cancellation);
        _ = await FindAsync(request, id, cancellation);
        await PaymentMethodFunctions.RequireProviderAsync(provider, cancellation);
        return await posts.RunAsync(request, body, id, PayAsync, cancellation);

        async Task<Answer> PayAsync(PostClaim claim)
        {
            CheckPayable(await FindAsync(request, claim.ResourceId, cancellation));
            var tenant = request.Scope().Tenant;
            var row = await collector.RetryAsync(tenant, claim.ResourceId, null, cancellation);
            if (row is not null)
                await dunning.ReactAsync(client, row, cancellation);
            var stored = await FindAsync(request, claim.ResourceId, cancellation);
            return Answer.Ok(
                InvoiceBody.Of(stored, links, request) with
                {
                    Lines = null,
                },
                BillingJson.Wire.InvoiceBody
            );
        }
    }

    private Task<Domain.Billing.StoredInvoice> FindAsync(
        HttpRequest request,
        string id,
        CancellationToken cancellation
    ) => Missing.OrNotFoundAsync("invoice", id, () => invoices.FindAsync(request.Scope().Tenant, id, cancellation));

    // One that is paid meanwhile is not refused: a repetition of a request that has paid it must not fail.
    private static void CheckPayable(Domain.Billing.StoredInvoice stored)
    {
        if (stored.Status is InvoiceStatus.NotCharged or InvoiceStatus.Charging || stored.Status.IsPayable())
            return;
        throw new MothershipException(
            ErrorKind.Conflict,
            "invoice_not_payable",
            $"Invoice {stored.Invoice.Id} cannot be paid: {stored.Status.Describe()}"
        );
    }
}
