using System.Globalization;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;

namespace Mothership.Domain.Statements;

/// <summary>A credit note as a document to read and print.</summary>
public sealed record CreditNotePaper(CreditNote Note, Seller Seller, Buyer Buyer)
{
    /// <summary>The page: complete HTML, to be sent with <see cref="PaperStyle.ContentSecurityPolicy"/>.</summary>
    public string Write()
    {
        var html = new HtmlText();
        PaperParts.Begin(html, $"Credit note {Note.Number}");
        WriteHead(html);
        html.Add($"<p><bdi>{Note.Reason}</bdi></p>\n");
        html.Add($"<table class=\"lines\"><thead><tr><th>Line</th><th>Taken back of</th><th>Amount</th></tr></thead>");
        html.Add($"<tbody>\n");
        foreach (var line in Note.Lines)
        {
            html.Add($"<tr><td class=\"no\">{line.Line}</td><td class=\"what\"><bdi>{line.Description}</bdi></td>");
            html.Add($"<td data-name=\"Amount\">{Amount(-line.Amount)}</td></tr>\n");
        }
        html.Add($"</tbody></table>\n<section class=\"sums\"><table><tr class=\"total\"><td>Total</td>");
        html.Add($"<td>{Amount(-Note.Total)} {Note.Currency}</td></tr></table></section>\n");
        html.Add($"<footer><p>SHA-256 of this credit note’s canonical form: {Note.Hash}</p>");
        if (Seller.Contact is { } contact)
            html.Add($"<p>Questions: {contact}</p>");
        return html.Add($"</footer>\n</body>\n</html>\n").ToString();
    }

    private void WriteHead(HtmlText html)
    {
        var where = Note.Target == CreditTarget.Refund ? "Back to where it was paid from" : "To your balance";
        html.Add($"<header><div><h1>Credit note</h1><div class=\"number\">{Note.Number}</div></div>\n");
        html.Add($"<div class=\"due\"><div class=\"soft\">In your favour</div>");
        html.Add($"<strong>{Amount(Note.Total)} {Note.Currency}</strong></div></header>\n<section class=\"parties\">");
        PaperParts.Parties(html, Seller, Buyer);
        var day = Note.IssuedAt.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        html.Add($"<div><h2>Facts</h2><dl><dt>Issued</dt><dd>{day}</dd><dt>Invoice</dt><dd>{Note.InvoiceNumber}</dd>");
        html.Add($"<dt>What was paid of it</dt><dd>{where}</dd></dl></div></section>\n");
    }

    private string Amount(long minor) => PaperWords.Amount(MinorUnits.ToAmount(minor, Note.Currency), Note.Currency);
}
