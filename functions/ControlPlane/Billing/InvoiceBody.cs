using System.Globalization;
using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Billing;
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
            stored.Status
        );
        return Of(summary, links, request) with
        {
            Lines = [.. invoice.Lines.Select(l => InvoiceLineBody.Of(l, invoice.Currency))],
        };
    }

    internal static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static readonly WireNames<InvoiceStatus> Statuses = new((InvoiceStatus.NotCharged, "not_charged"));
}

/// <summary>One line: what, where, from when to when, and how its amount comes about.</summary>
internal sealed record InvoiceLineBody(
    string Kind,
    string Meter,
    string Cluster,
    string DisplayName,
    string Environment,
    string Cloud,
    string Region,
    string ClusterKind,
    int Size,
    string PeriodStart,
    string PeriodEnd,
    string Seconds,
    string PricePerSecond,
    string PriceBookVersion,
    string EventId,
    bool Credit,
    string UnroundedAmount,
    string Amount,
    string? Reason
)
{
    internal static InvoiceLineBody Of(BillLine line, string currency) =>
        new(
            line.Kind == BillLineKind.Usage ? "usage" : "adjustment",
            line.Meter,
            line.Cluster.Value,
            line.DisplayName,
            line.Environment.Value,
            line.Region.Cloud,
            line.Region.Name,
            line.Config.Kind.ToString(),
            line.Config.Size,
            InvoiceBody.Instant(line.Period.Start),
            InvoiceBody.Instant(line.Period.End),
            Money.FormatExact(line.Seconds),
            Money.FormatExact(line.PricePerSecond),
            line.PriceBookVersion,
            line.EventId,
            line.IsCredit,
            Money.FormatExact(line.UnroundedAmount),
            Money.Format(line.Amount, currency),
            line.Reason
        );
}
