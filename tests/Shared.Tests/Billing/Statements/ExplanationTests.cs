using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mothership.Domain.Billing;
using Mothership.Domain.Statements;
using Mothership.Local.Tables;
using Mothership.Shared.Tests.Billing.Stores;

namespace Mothership.Shared.Tests.Billing.Statements;

public sealed class ExplanationTests : IDisposable
{
    private readonly string _connectionString = $"Sqlite=:memory:explain-{Guid.NewGuid():N}";

    public void Dispose() => LocalTables.Close(_connectionString);

    [Property(MaxTest = 50)]
    public Property Text_OfAnyInvoice_CanBeWorkedOutAgain() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).Select(Account.Of).ToArbitrary(),
            account => CheckAsync(account).GetAwaiter().GetResult()
        );

    [Fact]
    public async Task Text_OfTheTalksExample_SaysHowEachFigureComesAbout()
    {
        using var account = await Open();
        await account.AppendAsync(
            Given.Created("2027-03-15T00:00:00", 0.10m),
            Given.Updated("2027-03-16T00:00:00", 0.20m),
            Given.Deleted("2027-03-17T00:00:00")
        );
        await account.CloseAsync("2027-03");

        var text = await TextAsync(account, "2027-03");

        text.ShouldContain(
            """
              Line 1: usage of cluster_seconds, Dedicated x 1
                event     lkc-a-1-created: created at 2027-03-15T00:00:00Z by u-1, 0.1 USD a second
                until     lkc-a-2-updated: updated at 2027-03-16T00:00:00Z by u-1, 0.2 USD a second
                quantity  from 2027-03-15T00:00:00Z up to 2027-03-16T00:00:00Z = 86400 s
                exact     86400 x 0.1 = 8640 USD
                amount    8640.00 USD
            """
        );
        text.ShouldEndWith("Subtotal of lkc-a: 8640.00 + 17280.00 = 25920.00 USD\n\nTotal: 25920.00 USD\n");
    }

    [Fact]
    public async Task Text_OfPricesInTheBook_SaysHowTheyAreMade()
    {
        using var account = await Open();
        var created = Given.Created("2027-03-15T00:00:00", 0.0016875m) with
        {
            Units = 2,
            PriceBookVersion = BillingAccount.Book.Versions[0].Version,
        };
        await account.AppendAsync(created);
        await account.CloseAsync("2027-03");

        (await TextAsync(account, "2027-03")).ShouldContain(
            "price     2.7 x 1.125 x 2 / 3600 = 0.0016875 USD a second, price book book-of-tests"
        );
    }

    [Fact]
    public async Task Explain_TheRunningMonth_GoesUpToNow()
    {
        using var account = await Open();
        await account.AppendAsync(Given.Created("2027-12-31T00:00:00", 0.001m));

        var open = await account.Explanations.OfOpenAsync(account.Scope, default);

        open.Select(e => $"{e.Month} {e.Total}").ShouldBe(["2027-12 86.40", "2028-01 3.60"]);
        ExplanationText.Write(open[1]).ShouldStartWith("The month 2028-01 up to 2028-01-01T01:00:00Z, in USD\n");
        new PocketCalculator(2).Check(ExplanationText.Write(open[1])).ShouldBe(3.60m);
    }

    [Fact]
    public async Task Explain_EventsThatAreNotThoseOfTheInvoice_IsRefused()
    {
        using var account = await Open();
        await account.AppendAsync(Given.Created("2027-03-15T00:00:00", 0.10m));
        await account.CloseAsync("2027-03");
        var stored = await InvoiceAsync(account, "2027-03");
        var ledger = await account.Reader.ReadLedgerAsync(account.Scope, default);
        var input = await account.Inputs.LoadAsync(account.Scope, ledger, Given.Month("2027-03"), default);
        var other = Given.Created("2027-03-15T00:00:00", 0.11m);

        Should
            .Throw<BillingContradictionException>(() => Explainer.Of(stored, input with { Recorded = [other] }, null))
            .Message.ShouldContain("Line 1 of 2027-03 has no event of its price");
    }

    private static async Task<bool> CheckAsync(Account history)
    {
        var connection = $"Sqlite=:memory:explain-{Guid.NewGuid():N}";
        try
        {
            using var account = await BillingAccount.OpenAsync(new TableServiceClient(connection));
            await history.CloseAllAsync(account);
            foreach (var summary in (await account.Invoices.ListAsync(account.Scope, new(100, null), default)).Items)
            {
                var text = await TextAsync(account, summary.Month.ToString());
                var lines = (await InvoiceAsync(account, summary.Month.ToString())).Invoice.Lines;
                var calculator = new PocketCalculator(Currencies.MinorUnits(summary.Currency));
                calculator.Check(text).ShouldBe(summary.Total, text);
                calculator
                    .Amounts.OrderBy(a => a.Number)
                    .ShouldBe(lines.Select((l, place) => (place + 1, l.Amount)), $"{history}\n{text}");
                calculator.Checked.ShouldBeGreaterThan(2 * lines.Count, text);
            }
            return true;
        }
        finally
        {
            LocalTables.Close(connection);
        }
    }

    private static async Task<string> TextAsync(BillingAccount account, string month)
    {
        var id = Invoice.IdOf(Given.Organization, Given.Month(month));
        var explained = await account.Explanations.OfInvoiceAsync(account.Scope, id, default);
        return ExplanationText.Write(explained.ShouldNotBeNull());
    }

    private static async Task<StoredInvoice> InvoiceAsync(BillingAccount account, string month) =>
        (
            await account.Invoices.FindAsync(
                account.Scope,
                Invoice.IdOf(Given.Organization, Given.Month(month)),
                default
            )
        ).ShouldNotBeNull();

    private Task<BillingAccount> Open() => BillingAccount.OpenAsync(new TableServiceClient(_connectionString));
}
