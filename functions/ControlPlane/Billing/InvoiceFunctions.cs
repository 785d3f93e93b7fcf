using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Billing;

/// <summary>The invoices of the caller's organisation.</summary>
public sealed class InvoiceFunctions(IInvoiceStore invoices, Links links)
{
    private static readonly ListKind<InvoiceBody> Listing = new(
        "billing/v1",
        "InvoiceList",
        BillingJson.Wire.ListBodyInvoiceBody
    );

    /// <summary>One page of them, without their lines, in the order of their months.</summary>
    [Function("ListInvoices")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/invoices")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfAny();
        var found = await invoices.ListAsync(request.Scope().Tenant, page, cancellation);
        return Listing.Show(found, i => InvoiceBody.Of(i, links, request), links, request);
    }

    /// <summary>One of them, with its lines.</summary>
    [Function("GetInvoice")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/invoices/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var stored = await Missing.OrNotFoundAsync(
            "invoice",
            id,
            () => invoices.FindAsync(request.Scope().Tenant, id, cancellation)
        );
        return Answer.Ok(InvoiceBody.Of(stored, links, request), BillingJson.Wire.InvoiceBody);
    }
}
