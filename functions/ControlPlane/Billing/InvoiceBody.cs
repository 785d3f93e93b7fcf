using System.Globalization;
using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Billing;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Billing;

/// <summary>
/// An invoice on the wire. All amounts are strings, so that no client takes them for binary fractions.
/// </summary>
internal sealed record InvoiceBody(
    string ApiVersion,
    string Kind,
    string Id,
    ObjectMetadata Metadata,
    string Number,
    string Month,
    string PeriodStart,
    string PeriodEnd,
    string Currency,
    string Total,
    int LineCount,
    string Hash,
    string Status,
    string StatusDetail,
    InvoicePaymentBody Payment,
    IReadOnlyList<InvoiceLineBody>? Lines
)
{
    internal static InvoiceBody Of(InvoiceSummary invoice, Links links, HttpRequest request) =>
        new(
            "billing/v1",
            "Invoice",
            invoice.Id,
            new(links.To(request, $"/billing/v1/invoices/{invoice.Id}"), null, null, null),
            invoice.Number,
            invoice.Month.ToString(),
            Instant(invoice.Month.Start),
            Instant(invoice.Month.End),
            invoice.Currency,
            Money.Format(invoice.Total, invoice.Currency),
            invoice.LineCount,
            invoice.Hash,
            Statuses.Of(invoice.Status),
            invoice.Status.Describe(),
            InvoicePaymentBody.Of(invoice.Payment),
            null
        );

    internal static InvoiceBody Of(StoredInvoice stored, Links links, HttpRequest request)
    {
        var invoice = stored.Invoice;
        var summary = new InvoiceSummary(
            invoice.Id,
            invoice.Number,
            invoice.Month,
            invoice.Currency,
            invoice.Total,
            invoice.Lines.Count,
            stored.Hash,
            stored.Payment
        );
        return Of(summary, links, request) with
        {
            Lines = [.. invoice.Lines.Select(l => InvoiceLineBody.Of(l, invoice.Currency))],
        };
    }

    internal static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    internal static readonly WireNames<InvoiceStatus> Statuses = new(
        (InvoiceStatus.NotCharged, "not_charged"),
        (InvoiceStatus.Charging, "charging"),
        (InvoiceStatus.Open, "open"),
        (InvoiceStatus.ActionRequired, "action_required"),
        (InvoiceStatus.PastDue, "past_due"),
        (InvoiceStatus.Paid, "paid"),
        (InvoiceStatus.Credited, "credited"),
        (InvoiceStatus.Disputed, "disputed"),
        (InvoiceStatus.PartlyRefunded, "partly_refunded"),
        (InvoiceStatus.Refunded, "refunded"),
        (InvoiceStatus.Voided, "voided"),
        (InvoiceStatus.WrittenOff, "written_off")
    );
}

/// <summary>Where the payment of an invoice stands. Amounts are strings in the invoice's currency.</summary>
internal sealed record InvoicePaymentBody(
    string AmountDue,
    string AmountPaid,
    string AmountRefunded,
    string AmountCredited,
    string AmountFromBalance,
    string? HostedUrl,
    PaymentFailureBody? Failure
)
{
    internal static InvoicePaymentBody Of(InvoicePayment payment)
    {
        return new(
            Show(payment.Due),
            Show(payment.Paid),
            Show(payment.Refunded),
            Show(payment.Credited),
            Show(payment.BalanceApplied),
            payment.Status.IsPayable() ? payment.HostedUrl : null,
            payment.Failure is { } failure ? new(failure.Code, failure.Message) : null
        );

        string Show(long minor) => MinorUnits.Format(minor, payment.Currency);
    }
}

/// <summary>Why the last attempt to collect an invoice failed.</summary>
internal sealed record PaymentFailureBody(string Code, string Detail);

/// <summary>One line: what, where, from when to when, and how its amount comes about.</summary>
internal sealed record InvoiceLineBody(
    string Kind,
    string? Corrects,
    string? Meter,
    string? Resource,
    string? DisplayName,
    string? Environment,
    string? Cloud,
    string? Region,
    string? Plan,
    int? Units,
    string PeriodStart,
    string PeriodEnd,
    string Quantity,
    string UnitPrice,
    string PricedUnits,
    string? PriceBookVersion,
    string? EventId,
    int EventCount,
    bool Negative,
    string UnroundedAmount,
    string Amount,
    IReadOnlyDictionary<string, string>? Days,
    string? Reason
)
{
    internal static InvoiceLineBody Of(BillLine line, string currency) =>
        new(
            NameOf(line.Kind),
            line.Corrects is { } corrects ? NameOf(corrects) : null,
            line.Meter is { } meter ? Meters.NameOf(meter) : null,
            line.Resource?.Id.Value,
            line.Resource?.DisplayName,
            line.Resource?.Environment.Value,
            line.Resource?.Region.Cloud,
            line.Resource?.Region.Name,
            TextOrNull(line.Plan),
            line.Units > 0 ? line.Units : null,
            InvoiceBody.Instant(line.Period.Start),
            InvoiceBody.Instant(line.Period.End),
            Money.FormatExact(line.Quantity),
            Money.FormatExact(line.UnitPrice),
            Money.FormatExact(line.PricedUnits),
            TextOrNull(line.PriceBookVersion),
            TextOrNull(line.EventId),
            line.EventCount,
            line.IsNegative,
            Money.FormatExact(line.UnroundedAmount),
            Money.Format(line.Amount, currency),
            line.Days?.Days.ToDictionary(d => d.Key.ToString("yyyy-MM-dd"), d => Money.FormatExact(d.Value)),
            line.Reason
        );

    private static string NameOf(BillLineKind kind) => kind.ToString().ToLowerInvariant();

    private static string? TextOrNull(string text) => text.Length > 0 ? text : null;
}
