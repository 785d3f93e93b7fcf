using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Mothership.ControlPlane.Billing;
using Mothership.ControlPlane.Http;
using Mothership.ControlPlane.Payments;
using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Statements;
using Mothership.Stores.Finance;

namespace Mothership.ControlPlane.Finance;

/// <summary>What finance clerks look up about customers.</summary>
public sealed class FinanceLookupFunctions(FinanceReader finance, Links links)
{
    private static readonly ListKind<ParkedMonthBody> Parked = new(
        "fleet/v1",
        "ParkedMonthList",
        FinanceJson.Wire.ListBodyParkedMonthBody
    );

    /// <summary>An invoice by the number that its customer names; as JSON, page, CSV or explanation.</summary>
    [Function("FindInvoice")]
    public async Task<IActionResult> Invoice(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/billing/invoices/{number}")]
            HttpRequest request,
        string number,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var format = Formats.Wanted(request, query, Formats.Json, Formats.Html, Formats.Csv, Formats.Text);
        var organization = query.Optional("organization");
        query.ThrowIfAny();
        var (stored, name) = await FindAsync(number, organization, cancellation);
        if (format == Formats.Html)
            return PaperAnswers.Html((await finance.PaperOfAsync(stored, cancellation)).Write());
        if (format == Formats.Csv)
            return PaperAnswers.Csv(stored.Invoice);
        if (format == Formats.Text)
        {
            var explained = await BillingReview.GuardAsync(() => finance.ExplainAsync(stored, cancellation));
            return PaperAnswers.Text(ExplanationText.Write(explained));
        }
        var invoice = InvoiceBody.Of(stored, links, request);
        return Answer.Ok(
            new("fleet/v1", "FoundInvoice", stored.Invoice.Organization.Value, name, invoice),
            FinanceJson.Wire.FoundInvoiceBody
        );
    }

    /// <summary>The months that wait for a person, with the reasons and what to do.</summary>
    [Function("ListParkedMonths")]
    public async Task<IActionResult> ParkedMonths(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/billing/parked")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request);
        var format = Formats.Wanted(request, query, Formats.Json, Formats.Csv);
        var page = query.Page();
        query.ThrowIfAny();
        var rows = finance.ParkedAsync(cancellation);
        return format == Formats.Csv
            ? await StreamedAnswer.CsvAsync(
                "parked.csv",
                FinanceSheets.ParkedHeader,
                rows.Select(FinanceSheets.RowOf),
                cancellation
            )
            : Parked.Show(await PageOfAsync(rows, page, cancellation), ParkedMonthBody.Of, links, request);
    }

    /// <summary>The events of an organisation's bills, as its customer has them.</summary>
    [Function("ListUsageEventsForStaff")]
    public async Task<IActionResult> Events(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "fleet/v1/organizations/{organization}/usage-events")]
            HttpRequest request,
        string organization,
        CancellationToken cancellation
    )
    {
        var asked = UsageEventRequest.Read(request);
        var whose = StaffCreditFunctions.OrganizationOf(organization);
        var found = await finance.EventsAsync(whose, asked.Query, cancellation);
        return await asked.ShowAsync(
            found ?? throw Missing.NotFound("organization", organization),
            links,
            request,
            cancellation
        );
    }

    private async Task<FoundInvoice> FindAsync(string number, string? organization, CancellationToken cancellation)
    {
        OrganizationId? whose = organization is null ? null : StaffCreditFunctions.OrganizationOf(organization);
        var found = Missing.IsPlausibleId(number) ? await finance.FindAsync(number, whose, cancellation) : [];
        return found.Count switch
        {
            0 => throw Missing.NotFound("invoice", number),
            1 => found[0],
            _ => throw new MothershipException(
                ErrorKind.Conflict,
                "ambiguous_number",
                "Several organisations have an invoice of this number. Name one as organization: "
                    + $"{string.Join(", ", found.Select(f => f.Stored.Invoice.Organization.Value))}."
            ),
        };
    }

    // What waits for people is never much, so a page begins by skipping the ones before it. Its token is the last
    // row's; one that has been put right since begins the list anew.
    private static async Task<PageOf<ParkedRow>> PageOfAsync(
        IAsyncEnumerable<ParkedRow> rows,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        var all = await rows.ToListAsync(cancellation);
        var begin = page.Token is null ? 0 : all.FindIndex(r => TokenOf(r) == page.Token) + 1;
        var shown = all.Skip(begin).Take(page.Size).ToList();
        return new(shown, begin + shown.Count < all.Count ? TokenOf(shown[^1]) : null);
    }

    private static string TokenOf(ParkedRow row) => PageTokens.Of($"{row.Parked.Organization}|{row.Parked.Month}");
}
