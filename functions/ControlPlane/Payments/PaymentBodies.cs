using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Billing;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;

namespace Mothership.ControlPlane.Payments;

/// <summary>A page on which the customer enters a payment method.</summary>
internal sealed record PaymentSetupBody(string ApiVersion, string Kind, string Url)
{
    internal static PaymentSetupBody Of(Uri page) => new("billing/v1", "PaymentMethodSetup", page.ToString());
}

/// <summary>How the customer pays, as far as it may be shown.</summary>
internal sealed record PaymentMethodBody(
    string ApiVersion,
    string Kind,
    string? Type,
    string? Brand,
    string? Last4,
    int? ExpiryMonth,
    int? ExpiryYear
)
{
    internal static PaymentMethodBody Of(PaymentMethodSummary? method) =>
        new(
            "billing/v1",
            "PaymentMethod",
            method?.Kind,
            method?.Brand,
            method?.Last4,
            method?.ExpiryMonth,
            method?.ExpiryYear
        );
}

/// <summary>A credit note on the wire. Amounts are strings.</summary>
internal sealed record CreditNoteBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    string Number,
    string Invoice,
    string InvoiceNumber,
    string Currency,
    string Total,
    string Reason,
    string Target,
    string Hash,
    IReadOnlyList<CreditNoteLineBody> Lines
)
{
    internal static readonly WireNames<CreditTarget> Targets = new(
        (CreditTarget.Refund, "refund"),
        (CreditTarget.Balance, "balance")
    );

    internal static CreditNoteBody Of(CreditNote note, Links links, HttpRequest request) =>
        new(
            "billing/v1",
            "CreditNote",
            note.Id,
            new(links.To(request, $"/billing/v1/credit-notes/{note.Id}"), null, note.IssuedAt.UtcDateTime, null),
            note.Number,
            note.Invoice,
            note.InvoiceNumber,
            note.Currency,
            MinorUnits.Format(note.Total, note.Currency),
            note.Reason,
            Targets.Of(note.Target),
            note.Hash,
            [
                .. note.Lines.Select(l => new CreditNoteLineBody(
                    l.Line,
                    MinorUnits.Format(l.Amount, note.Currency),
                    l.Description
                )),
            ]
        );
}

/// <summary>A line of a credit note.</summary>
internal sealed record CreditNoteLineBody(int Line, string Amount, string Description);

/// <summary>A customer's objection to lines of an invoice, on the wire.</summary>
internal sealed record DisputeBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    string Organization,
    string Invoice,
    IReadOnlyList<int> Lines,
    string Reason,
    string Status,
    string? Answer,
    string? CreditNote,
    string Actor
)
{
    private static readonly WireNames<ObjectionStatus> Statuses = new(
        (ObjectionStatus.Open, "open"),
        (ObjectionStatus.Accepted, "accepted"),
        (ObjectionStatus.Rejected, "rejected")
    );

    internal static DisputeBody Of(InvoiceDispute dispute, Links links, HttpRequest request) =>
        new(
            "billing/v1",
            "InvoiceDispute",
            dispute.Id,
            new(
                links.To(request, $"/billing/v1/disputes/{dispute.Id}"),
                null,
                dispute.CreatedAt.UtcDateTime,
                (dispute.ResolvedAt ?? dispute.CreatedAt).UtcDateTime
            ),
            dispute.Organization.Value,
            dispute.Invoice,
            dispute.Lines,
            dispute.Reason,
            Statuses.Of(dispute.Status),
            dispute.Answer,
            dispute.CreditNote,
            dispute.Actor
        );
}

/// <summary>A webhook was taken.</summary>
internal sealed record ReceivedBody(bool Received);

/// <summary>What was written off, and where the invoice stands.</summary>
internal sealed record WriteOffBody(string ApiVersion, string Kind, string Invoice, string Status, string Amount)
{
    internal static WriteOffBody Of(InvoicePayment row) =>
        new(
            "fleet/v1",
            "WriteOff",
            row.Invoice,
            InvoiceBody.Statuses.Of(row.Status),
            MinorUnits.Format(row.WrittenOff, row.Currency)
        );
}
