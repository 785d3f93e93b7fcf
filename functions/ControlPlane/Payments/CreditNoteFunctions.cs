using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Billing;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Ports;
using Mothership.Stores.Billing;

namespace Mothership.ControlPlane.Payments;

/// <summary>The credit notes of the caller's organisation.</summary>
public sealed class CreditNoteFunctions(ICreditNoteStore notes, DocumentReader documents, Links links)
{
    private static readonly ListKind<CreditNoteBody> Listing = new(
        "billing/v1",
        "CreditNoteList",
        PaymentJson.Wire.ListBodyCreditNoteBody
    );

    /// <summary>One page of them.</summary>
    [Function("ListCreditNotes")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/credit-notes")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfAny();
        var found = await notes.ListAsync(request.Scope().Tenant, page, cancellation);
        return Listing.Show(found, n => CreditNoteBody.Of(n, links, request), links, request);
    }

    /// <summary>One of them: as JSON, or as a page to read and print.</summary>
    [Function("GetCreditNote")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/credit-notes/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var format = Formats.Wanted(request, query, Formats.Json, Formats.Html);
        query.ThrowIfAny();
        var tenant = request.Scope().Tenant;
        var note = await Missing.OrNotFoundAsync("credit note", id, () => notes.FindAsync(tenant, id, cancellation));
        return format == Formats.Html
            ? PaperAnswers.Html((await documents.OfAsync(tenant, note, cancellation)).Write())
            : Answer.Ok(CreditNoteBody.Of(note, links, request), PaymentJson.Wire.CreditNoteBody);
    }
}
