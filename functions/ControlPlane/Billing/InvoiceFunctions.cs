using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ports;
using Mothership.Stores.Billing;

namespace Mothership.ControlPlane.Billing;

/// <summary>The invoices of the caller's organisation.</summary>
public sealed class InvoiceFunctions(IInvoiceStore invoices, DocumentReader documents, Links links)
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

    /// <summary>One of them, with its lines: as JSON, as CSV, or as a page to read and print.</summary>
    [Function("GetInvoice")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/invoices/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var format = Formats.Wanted(request, query, Formats.Json, Formats.Html, Formats.Csv);
        query.ThrowIfAny();
        var tenant = request.Scope().Tenant;
        var stored = await Missing.OrNotFoundAsync("invoice", id, () => invoices.FindAsync(tenant, id, cancellation));
        if (format == Formats.Html)
            return PaperAnswers.Html((await documents.OfAsync(tenant, stored, cancellation)).Write());
        return format == Formats.Csv
            ? PaperAnswers.Csv(stored.Invoice)
            : Answer.Ok(InvoiceBody.Of(stored, links, request), BillingJson.Wire.InvoiceBody);
    }
}
