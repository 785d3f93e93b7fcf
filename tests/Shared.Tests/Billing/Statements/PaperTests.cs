using Mothership.Domain.Billing;
using Mothership.Domain.Payments;
using Mothership.Domain.Statements;

namespace Mothership.Shared.Tests.Billing.Statements;

public sealed class PaperTests
{
    private const string Hostile = "</td><script>alert('x')</script>&\u202Ename\u0000";

    [Fact]
    public void Page_WithNamesThatAreMarkup_ShowsThemAsText()
    {
        var created = Given.Created("2027-03-15T00:00:00", 0.10m);
        var hostile = created with { Resource = created.Resource with { DisplayName = Hostile } };
        var paper = PaperOf([hostile, Given.Credit("2027-03-16T00:00:00", 5m) with { Reason = Hostile }]) with
        {
            Buyer = new(Hostile, Hostile),
            Seller = new()
            {
                Name = Hostile,
                Address = [Hostile],
                Contact = Hostile,
            },
            Environments = new Dictionary<string, string> { ["env-1"] = Hostile },
        };

        var page = paper.Write();

        page.ShouldNotContain("<script");
        page.ShouldNotContain('\0');
        page.Split("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;").Length.ShouldBeGreaterThan(6);
    }

    [Theory]
    [InlineData("USD", "146,880.00 USD")]
    [InlineData("JPY", "146,880 JPY")]
    [InlineData("KWD", "146,880.000 KWD")]
    public void Page_InAnyCurrency_HasItsDecimals(string currency, string total)
    {
        var page = PaperOf([Given.Created("2027-03-15T00:00:00", 0.1m, currency: currency)]).Write();

        page.ShouldContain($"<td>Total</td><td>{total}</td>");
        page.ShouldContain($"<strong>{total}</strong>");
    }

    [Fact]
    public void Page_OfANegativeInvoice_SaysInWhoseFavourItIs()
    {
        var created = Given.Created("2027-02-01T00:00:00", 0.001m);
        var late = Given.Deleted("2027-02-02T00:00:00");
        var input = new RatingInput(
            Given.Organization,
            Given.Month("2027-03"),
            [new(Given.Month("2027-03"), created)],
            [late],
            [created]
        );

        var page = PaperOf(Rating.Rate(input)).Write();

        page.ShouldContain("In your favour");
        page.ShouldContain("<strong>2,332.80 USD</strong>");
        page.ShouldContain("Correction of 2027-02, taken back: Dedicated × 1");
        page.ShouldContain("<td>Total</td><td>-2,332.80 USD</td>");
    }

    [Theory]
    [InlineData("https://invoice.stripe.com/i/1?a=1&b=2", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("http://invoice.stripe.com/i/1", false)]
    [InlineData(null, false)]
    public void Page_OfAnOpenInvoice_LinksToWhereItIsPaidOnlyByHttps(string? address, bool isLink)
    {
        var paper = PaperOf([Given.Created("2027-03-15T00:00:00", 0.1m)], InvoiceStatus.PastDue, address);

        paper.Write().Contains("<a href=", StringComparison.Ordinal).ShouldBe(isLink);
    }

    [Fact]
    public void Page_Whole_HasNeitherScriptsNorAnythingFromElsewhere()
    {
        var page = PaperOf([Given.Created("2027-03-15T00:00:00", 0.1m)]).Write();

        foreach (var reference in new[] { "<script", "<link", "<img", "src=", "url(", "@import", "http:", "https:" })
            page.ShouldNotContain(reference);
        PaperStyle.ContentSecurityPolicy.ShouldStartWith("default-src 'none'; ");
    }

    [Fact]
    public void Sheet_OfAnInvoice_HasItsLinesExactly()
    {
        var invoice = PaperOf([Given.Created("2027-03-15T00:00:00", 0.000000123457m)]).Stored.Invoice;

        var row = CsvFile.Read(InvoiceSheet.Write(invoice)).ShouldHaveSingleItem();

        row["number"].ShouldBe("5F0C2A1B-000001");
        row["unrounded_amount"].ShouldBe("0.1813336416");
        (row["amount"], row["currency"], row["quantity"]).ShouldBe(("0.18", "USD", "1468800"));
    }

    [Fact]
    public void Page_OfACreditNote_NamesTheInvoiceAndWhatIsTakenBack()
    {
        var note = new CreditNote
        {
            Id = "cn-1",
            Number = "CN-000001",
            Organization = Given.Organization,
            Invoice = "inv-1",
            InvoiceNumber = "5F0C2A1B-000001",
            Currency = "USD",
            Lines = [new(3, 1234, Hostile)],
            Total = 1234,
            Reason = Hostile,
            Target = CreditTarget.Refund,
            IssuedAt = Given.Utc("2027-04-02T00:00:00"),
        };

        var page = new CreditNotePaper(note, new(), new("Acme", "org")).Write();

        page.ShouldNotContain("<script");
        page.ShouldContain("<strong>12.34 USD</strong>");
        page.ShouldContain("5F0C2A1B-000001");
        page.ShouldContain(note.Hash);
    }

    private static InvoicePaper PaperOf(
        BillingEvent[] events,
        InvoiceStatus status = InvoiceStatus.NotCharged,
        string? address = null
    ) => PaperOf(Rating.Rate(new(Given.Organization, Given.Month("2027-03"), [], events, [])), status, address);

    private static InvoicePaper PaperOf(
        RatedMonth rated,
        InvoiceStatus status = InvoiceStatus.NotCharged,
        string? address = null
    )
    {
        var invoice = Invoice.Of(rated, 1);
        var payment = new InvoicePayment
        {
            Invoice = invoice.Id,
            Number = invoice.Number,
            Organization = invoice.Organization,
            Currency = invoice.Currency,
            Total = Domain.Ledger.MinorUnits.Of(invoice.Total, invoice.Currency),
            Status = status,
            HostedUrl = address,
        };
        var hash = InvoiceJson.HashOf(InvoiceJson.Write(invoice));
        return new()
        {
            Stored = new(invoice, hash, payment),
            Seller = new(),
            Buyer = new("Acme", Given.Organization.Value),
        };
    }
}
