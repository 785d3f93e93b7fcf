using Mothership.Domain.Billing;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;

namespace Mothership.Domain.Statements;

/// <summary>An invoice as a document to read and print.</summary>
public sealed record InvoicePaper
{
    /// <summary>The invoice.</summary>
    public required StoredInvoice Stored { get; init; }

    /// <summary>Who sells.</summary>
    public required Seller Seller { get; init; }

    /// <summary>Who buys.</summary>
    public required Buyer Buyer { get; init; }

    /// <summary>The names of environments by their ids; one that is gone has none.</summary>
    public IReadOnlyDictionary<string, string> Environments { get; init; } = new Dictionary<string, string>();

    /// <summary>What has been taken back of it since.</summary>
    public IReadOnlyList<CreditNote> CreditNotes { get; init; } = [];

    private Invoice Invoice => Stored.Invoice;

    private string Currency => Stored.Invoice.Currency;

    /// <summary>The page: complete HTML, to be sent with <see cref="PaperStyle.ContentSecurityPolicy"/>.</summary>
    public string Write()
    {
        var html = new HtmlText();
        PaperParts.Begin(html, $"Invoice {Invoice.Number}");
        WriteHead(html);
        WriteLines(html);
        WriteSums(html);
        WriteFoot(html);
        return html.Add($"</body>\n</html>\n").ToString();
    }

    private void WriteHead(HtmlText html)
    {
        var payment = Stored.Payment;
        var (label, tone) = PaperWords.Of(payment.Status);
        html.Add($"<header><div><h1>Invoice</h1><div class=\"number\">{Invoice.Number}</div></div>\n");
        var isOwed = Invoice.Total >= 0m;
        var amount = isOwed ? MinorUnits.ToAmount(payment.Due, Currency) : -Invoice.Total;
        html.Add($"<div class=\"due\"><div class=\"soft\">{(isOwed ? "Amount due" : "In your favour")}</div>");
        html.Add($"<strong>{PaperWords.Amount(amount, Currency)} {Currency}</strong>");
        html.Add($"<span class=\"status {tone}\">{label}</span></div></header>\n");
        html.Add($"<section class=\"parties\">");
        PaperParts.Parties(html, Seller, Buyer);
        html.Add($"<div><h2>Facts</h2><dl><dt>Period</dt><dd>{PaperWords.Days(Invoice.Month)}</dd>");
        html.Add($"<dt>Currency</dt><dd>{Currency}</dd><dt>Invoice</dt><dd>{Invoice.Id}</dd></dl></div></section>\n");
        if (payment.Status.IsPayable() && PaperWords.IsWebAddress(payment.HostedUrl))
            html.Add(
                $"<p>Pay or confirm this invoice at <a href=\"{payment.HostedUrl}\">{payment.HostedUrl}</a></p>\n"
            );
    }

    private void WriteLines(HtmlText html)
    {
        html.Add($"<table class=\"lines\"><thead><tr><th>No.</th><th>Item</th><th>Quantity</th><th>Unit price</th>");
        html.Add($"<th>Amount</th></tr></thead>\n<tbody>\n");
        var lines = Invoice.Lines.Select((line, place) => (Line: line, Number: place + 1)).ToList();
        foreach (var environment in lines.GroupBy(l => l.Line.Resource?.Environment.Value).OrderBy(e => e.Key is null))
        {
            WriteEnvironment(html, environment.Key);
            foreach (var resource in environment.GroupBy(l => l.Line.Resource?.Id))
                WriteResource(html, [.. resource]);
        }
        html.Add($"</tbody></table>\n");
    }

    private void WriteEnvironment(HtmlText html, string? environment)
    {
        html.Add($"<tr class=\"environment\"><th colspan=\"5\">");
        if (environment is null)
            html.Add($"Credits");
        else if (Environments.GetValueOrDefault(environment) is { } name)
            html.Add($"Environment <bdi>{name}</bdi> ({environment})");
        else
            html.Add($"Environment {environment}");
        html.Add($"</th></tr>\n");
    }

    private void WriteResource(HtmlText html, IReadOnlyList<(BillLine Line, int Number)> lines)
    {
        if (lines[^1].Line.Resource is { } resource)
        {
            html.Add($"<tr class=\"resource\"><th colspan=\"5\"><bdi>{resource.DisplayName}</bdi> ");
            html.Add(
                $"<span class=\"soft\">{resource.Id.Value}, {resource.Region.Cloud} {resource.Region.Name}</span>"
            );
            html.Add($"</th></tr>\n");
        }
        foreach (var (line, number) in lines)
            WriteLine(html, line, number);
        if (lines.Count == 1)
            return;
        var subtotal = PaperWords.Amount(lines.Sum(l => l.Line.Amount), Currency);
        html.Add($"<tr class=\"subtotal\"><td></td><td>Subtotal</td><td></td><td></td><td>{subtotal}</td></tr>\n");
    }

    private void WriteLine(HtmlText html, BillLine line, int number)
    {
        html.Add($"<tr><td class=\"no\">{number}</td><td class=\"what\">{PaperWords.Title(line)}");
        html.Add($"<small>{PaperWords.Time(line)}</small>");
        if (
            line is { Reason: { } reason, Kind: BillLineKind.Adjustment or BillLineKind.Credit or BillLineKind.Minimum }
        )
            html.Add($"<span class=\"reason\"><bdi>{reason}</bdi></span>");
        html.Add($"</td><td data-name=\"Quantity\">{PaperWords.Quantity(line)}</td>");
        html.Add($"<td data-name=\"Unit price\">{PaperWords.Price(line, Currency)}</td>");
        html.Add($"<td data-name=\"Amount\">{PaperWords.Amount(line.Amount, Currency)}</td></tr>\n");
    }

    private void WriteSums(HtmlText html)
    {
        html.Add($"<section class=\"sums\"><table>");
        foreach (var kind in Invoice.Lines.GroupBy(l => l.Kind).OrderBy(k => k.Key))
            WriteSum(html, PaperWords.Sum(kind.Key), kind.Sum(l => l.Amount));
        html.Add(
            $"<tr class=\"total\"><td>Total</td><td>{PaperWords.Amount(Invoice.Total, Currency)} {Currency}</td></tr>"
        );
        var payment = Stored.Payment;
        foreach (var note in CreditNotes)
            WriteSum(html, $"Credit note {note.Number}", -MinorUnits.ToAmount(note.Total, Currency));
        if (CreditNotes.Count == 0)
            WriteMinor(html, "Credited", -payment.Credited);
        WriteMinor(html, "From your balance", -payment.BalanceApplied);
        WriteMinor(html, "Paid", -payment.Paid);
        WriteMinor(html, "Paid back", payment.Refunded);
        html.Add($"</table></section>\n");
    }

    private void WriteMinor(HtmlText html, string what, long minor)
    {
        if (minor != 0)
            WriteSum(html, what, MinorUnits.ToAmount(minor, Currency));
    }

    private void WriteSum(HtmlText html, string what, decimal amount) =>
        html.Add($"<tr><td>{what}</td><td>{PaperWords.Amount(amount, Currency)}</td></tr>\n");

    private void WriteFoot(HtmlText html)
    {
        html.Add(
            $"<footer><p>Times are in UTC; a time that ends at an instant does not include it. Each amount is quantity "
        );
        html.Add($"times unit price, rounded once to the currency’s smallest unit. Lines are for use in the ");
        html.Add($"period; corrections say which month they are about.</p>\n");
        html.Add($"<p>SHA-256 of this invoice’s canonical form: {Stored.Hash}</p>");
        if (Seller.Contact is { } contact)
            html.Add($"<p>Questions: {contact}</p>");
        html.Add($"</footer>\n");
    }
}
