using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ids;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Payments;

/// <summary>The objections of the caller's organisation to its invoices.</summary>
public sealed class DisputeFunctions(
    IInvoiceStore invoices,
    IInvoiceDisputeStore disputes,
    IdempotentPost posts,
    Links links,
    IIdSource ids,
    TimeProvider time
)
{
    private static readonly ListKind<DisputeBody> Listing = new(
        "billing/v1",
        "InvoiceDisputeList",
        PaymentJson.Wire.ListBodyDisputeBody
    );

    /// <summary>A new one.</summary>
    [Function("CreateInvoiceDispute")]
    public async Task<IActionResult> Create(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "billing/v1/invoices/{id}/disputes")]
            HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var reader = ObjectReader.Of(body.Root, faults).Require("lines", "reason");
        var (lines, reason) = (reader.Wholes("lines"), reader.Text("reason"));
        var tenant = request.Scope().Tenant;
        var invoice = await Missing.OrNotFoundAsync("invoice", id, () => invoices.FindAsync(tenant, id, cancellation));
        faults.Merge(InvoiceDispute.Check(lines, reason, invoice.Invoice.Lines.Count));
        faults.ThrowIfAny();
        return await posts.RunAsync(request, body, PrefixedId.New("dsp-", ids), Store, cancellation);

        async Task<Answer> Store(PostClaim claim)
        {
            var dispute = new InvoiceDispute
            {
                Id = claim.ResourceId,
                Organization = request.Caller().Organization,
                Invoice = id,
                Lines = lines,
                Reason = reason!,
                Actor = request.Caller().Actor,
                CreatedAt = time.GetUtcNow(),
            };
            var stored = await disputes.CreateAsync(tenant, dispute, cancellation);
            var shown = DisputeBody.Of(stored, links, request);
            return Answer
                .Of(StatusCodes.Status201Created, shown, PaymentJson.Wire.DisputeBody)
                .With("Location", shown.Metadata.Self);
        }
    }

    /// <summary>One page of them.</summary>
    [Function("ListInvoiceDisputes")]
    public async Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/disputes")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfAny();
        var found = await disputes.ListAsync(request.Scope().Tenant, page, cancellation);
        return Listing.Show(found, d => DisputeBody.Of(d, links, request), links, request);
    }

    /// <summary>One of them.</summary>
    [Function("GetInvoiceDispute")]
    public async Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "billing/v1/disputes/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var dispute = await Missing.OrNotFoundAsync(
            "dispute",
            id,
            async () => (await disputes.FindAsync(request.Scope().Tenant, id, cancellation))?.Value
        );
        return Answer.Ok(DisputeBody.Of(dispute, links, request), PaymentJson.Wire.DisputeBody);
    }
}
