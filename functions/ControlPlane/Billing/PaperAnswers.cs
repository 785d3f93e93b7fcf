using System.Text;
using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Billing;
using Mothership.Domain.Statements;

namespace Mothership.ControlPlane.Billing;

/// <summary>Answers that are documents.</summary>
internal static class PaperAnswers
{
    /// <summary>A page that a browser shows without loading or running anything else.</summary>
    internal static Answer Html(string page) =>
        new Answer(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(page), [], Formats.Html.ContentType).With(
            "Content-Security-Policy",
            PaperStyle.ContentSecurityPolicy
        );

    /// <summary>The lines of an invoice as a CSV file.</summary>
    internal static Answer Csv(Invoice invoice) =>
        new Answer(
            StatusCodes.Status200OK,
            Encoding.UTF8.GetBytes(InvoiceSheet.Write(invoice)),
            [],
            Formats.Csv.ContentType
        ).With("Content-Disposition", $"attachment; filename=\"invoice-{invoice.Number}.csv\"");

    /// <summary>Text for people.</summary>
    internal static Answer Text(string text) =>
        new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(text), [], Formats.Text.ContentType);
}
