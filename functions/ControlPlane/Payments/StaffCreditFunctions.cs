using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Fleet;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Payments.Collecting;

namespace Mothership.ControlPlane.Payments;

/// <summary>
/// What staff do about an organisation's invoices. The Functions host asks for its key; the organisation is in the
/// path.
/// </summary>
public sealed class StaffCreditFunctions(
    StaffBilling billing,
    IInvoiceDisputeStore disputes,
    IdempotentPost posts,
    Links links,
    IIdSource ids
)
{
    /// <summary>Takes lines of an invoice, or all that is left of it, back.</summary>
    [Function("CreateCreditNote")]
    public async Task<IActionResult> CreateNote(
        [HttpTrigger(
            AuthorizationLevel.Function,
            "post",
            Route = "fleet/v1/organizations/{organization}/invoices/{id}/credit-notes"
        )]
            HttpRequest request,
        string organization,
        string id,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var asked = CreditRequests.Read(ObjectReader.Of(body.Root, faults), "reason");
        faults.ThrowIfAny();
        var whose = OrganizationOf(organization);
        return await posts.RunAsync(
            request,
            body,
            PrefixedId.New("cn-", ids),
            Issue,
            cancellation,
            StaffFunctions.StaffKeys
        );

        async Task<Answer> Issue(PostClaim claim)
        {
            var note =
                await billing.CreditAsync(whose, claim.ResourceId, id, asked, cancellation)
                ?? throw Missing.NotFound("invoice", id);
            var shown = CreditNoteBody.Of(note, links, request);
            return Answer
                .Of(StatusCodes.Status201Created, shown, PaymentJson.Wire.CreditNoteBody)
                .With("Location", shown.Metadata.Self);
        }
    }

    /// <summary>Gives up what is owed on an invoice.</summary>
    [Function("WriteOffInvoice")]
    public async Task<IActionResult> WriteOff(
        [HttpTrigger(
            AuthorizationLevel.Function,
            "post",
            Route = "fleet/v1/organizations/{organization}/invoices/{id}/write-off"
        )]
            HttpRequest request,
        string organization,
        string id,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadOptionalAsync(request, cancellation);
        var whose = OrganizationOf(organization);
        return await posts.RunAsync(request, body, id, GiveUp, cancellation, StaffFunctions.StaffKeys);

        async Task<Answer> GiveUp(PostClaim claim)
        {
            var row = Missing.IsPlausibleId(id) ? await billing.WriteOffAsync(whose, id, cancellation) : null;
            return Answer.Ok(
                WriteOffBody.Of(row ?? throw Missing.NotFound("invoice", id)),
                PaymentJson.Wire.WriteOffBody
            );
        }
    }

    /// <summary>The objections of all organisations that nobody has answered.</summary>
    [Function("ListOpenDisputes")]
    public async Task<IActionResult> ListOpen(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/disputes")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var open = new List<DisputeBody>();
        await foreach (var dispute in disputes.OpenAsync(cancellation))
            open.Add(DisputeBody.Of(dispute, links, request));
        return Answer.Ok(new OpenDisputesBody("fleet/v1", "OpenDisputeList", open), PaymentJson.Wire.OpenDisputesBody);
    }

    /// <summary>Answers an objection: with a reason, or with a credit note.</summary>
    [Function("ResolveDispute")]
    public async Task<IActionResult> Resolve(
        [HttpTrigger(
            AuthorizationLevel.Function,
            "post",
            Route = "fleet/v1/organizations/{organization}/disputes/{id}/resolve"
        )]
            HttpRequest request,
        string organization,
        string id,
        CancellationToken cancellation
    )
    {
        using var body = await RequestBody.ReadAsync(request, cancellation);
        var faults = new BodyFaults();
        var reader = ObjectReader.Of(body.Root, faults).Require("resolution");
        var resolution = reader.Text("resolution");
        if (resolution is not (null or "reject" or "credit"))
            faults.Invalid("/resolution", "resolution must be one of reject, credit.");
        var asked = CreditRequests.Read(reader, "answer");
        faults.ThrowIfAny();
        var whose = OrganizationOf(organization);
        return await posts.RunAsync(request, body, id, Answered, cancellation, StaffFunctions.StaffKeys);

        async Task<Answer> Answered(PostClaim claim)
        {
            var done =
                !Missing.IsPlausibleId(id) ? null
                : resolution == "reject" ? await billing.RejectAsync(whose, id, asked.Reason, cancellation)
                : await billing.AcceptAsync(whose, id, asked, cancellation);
            return Answer.Ok(
                DisputeBody.Of(done ?? throw Missing.NotFound("dispute", id), links, request),
                PaymentJson.Wire.DisputeBody
            );
        }
    }

    internal static OrganizationId OrganizationOf(string text) =>
        Guid.TryParseExact(text, "D", out var id)
            ? new OrganizationId(id.ToString())
            : throw Missing.NotFound("organization", text);
}

/// <summary>Reads what is to be taken back.</summary>
internal static class CreditRequests
{
    internal static CreditNoteRequest Read(ObjectReader reader, string reasonField)
    {
        var reason = reader.Require(reasonField).Text(reasonField);
        if (reason is not null)
            reader.Faults.Merge(
                new FieldCheck().Required(reason, reader.PointerOf(reasonField), CreditNoteRequest.ReasonLength).Faults
            );
        var target = reader.OneOf("target", CreditNoteBody.Targets) ?? CreditTarget.Refund;
        var lines = reader.Has("lines") ? reader.Items("lines").Select(ReadLine).ToList() : null;
        return new(lines, reason ?? "", target);
    }

    private static CreditLineRequest ReadLine(ObjectReader line)
    {
        var number = line.Require("line").Whole("line") ?? 0;
        if (line.Text("amount") is not { } text)
            return new(number, null);
        var good = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount);
        if (!good)
            line.Faults.Invalid(line.PointerOf("amount"), "amount is a decimal in a string, such as \"12.34\".");
        return new(number, amount);
    }
}
