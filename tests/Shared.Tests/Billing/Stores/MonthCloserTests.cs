using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Local.Tables;
using Mothership.Stores.Billing;

namespace Mothership.Shared.Tests.Billing.Stores;

public sealed class MonthCloserTests : IDisposable
{
    private static readonly PriceEvent[] Example =
    [
        Given.Created("2027-03-15T00:00:00", 0.10m),
        Given.Updated("2027-03-16T00:00:00", 0.20m),
        Given.Deleted("2027-03-17T00:00:00"),
    ];

    private readonly string _connectionString = $"Sqlite=:memory:closer-{Guid.NewGuid():N}";

    public void Dispose() => LocalTables.Close(_connectionString);

    [Fact]
    public async Task Close_TheTalksExample_StoresAnInvoiceOf25920Dollars()
    {
        using var account = await Open();
        await account.AppendAsync(Example);

        var outcome = await account.CloseAsync("2027-03");

        outcome.ShouldBe(new(CloseResult.Closed, Given.Month("2027-03")));
        var invoice = (
            await account.Invoices.ListAsync(account.Scope, new(10, null), default)
        ).Items.ShouldHaveSingleItem();
        (invoice.Total, invoice.Currency, invoice.Number).ShouldBe((25920.00m, "USD", "5F0C2A1B-000001"));
        (await account.OpenInAsync("2027-03")).ShouldBeEmpty();
        (await account.OpenInAsync("2027-04")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Close_TenTimesAndThreeAtOnce_GivesTheSameInvoicesOnce()
    {
        using var account = await Open();
        await account.AppendAsync(Example);
        await account.AppendAsync(Given.Created("2027-02-10T00:00:00", 0.001m, "lkc-b"));
        await Task.WhenAll(account.CloseAsync("2027-04"), account.CloseAsync("2027-04"), account.CloseAsync("2027-03"));
        var first = await account.DocumentsAsync();

        for (var i = 0; i < 10; i++)
            (await account.CloseAsync("2027-04")).Result.ShouldBe(CloseResult.Closed);

        first.Count.ShouldBe(3);
        (await account.DocumentsAsync()).ShouldBe(first);
    }

    [Fact]
    public async Task Close_WithEarlierMonthsOpen_ClosesThemFirst()
    {
        using var account = await Open();
        var created = Given.Created("2027-01-10T00:00:00", 0.001m);
        await account.AppendAsync(created);

        await account.CloseAsync("2027-06");

        (await account.TotalAsync()).ShouldBe(Given.Months([created], "2027-06").Sum(m => m.Total));
        (await account.DocumentsAsync()).Count.ShouldBe(6);
        (await account.OpenMonths.BeforeAsync(Given.Month("2030-01"), default)).ShouldBe([Given.Month("2027-07")]);
    }

    [Fact]
    public async Task Close_BeforeTheGracePeriodIsOver_DoesNothing()
    {
        using var account = await Open();
        await account.AppendAsync(Given.Created("2027-12-10T00:00:00", 0.001m));
        account.Clock.GetUtcNow().ShouldBe(Given.Utc("2028-01-01T01:00:00"));

        (await account.CloseAsync("2028-01")).Result.ShouldBe(CloseResult.TooEarly);
        (await account.DocumentsAsync()).ShouldBeEmpty();
        (await account.CloseAsync("2027-12")).Result.ShouldBe(CloseResult.Closed);
    }

    [Fact]
    public async Task Close_AMonthWithoutAnything_MakesNoInvoice()
    {
        using var account = await Open();

        (await account.CloseAsync("2027-03")).Result.ShouldBe(CloseResult.Closed);
        await account.AppendAsync(Example);
        await account.CloseAsync("2027-11");

        (await account.DocumentsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Close_LateEvents_ComeOnTheNextInvoiceAndLeaveTheClosedOneAlone()
    {
        using var account = await Open();
        await account.AppendAsync(Example[0]);
        await account.CloseAsync("2027-03");
        var march = (await account.DocumentsAsync()).ShouldHaveSingleItem();

        await account.AppendAsync(Example[1], Example[2]);
        await account.CloseAsync("2027-05");

        var documents = await account.DocumentsAsync();
        documents[0].ShouldBe(march);
        documents.Count.ShouldBe(2);
        documents[1].ShouldContain("\"kind\":\"adjustment\"");
        (await account.TotalAsync()).ShouldBe(25920.00m);
    }

    [Fact]
    public async Task Close_FiguresThatContradictEachOther_AreParkedUntilTheyArePutRight()
    {
        using var account = await Open();
        await account.AppendAsync(Example[1], Example[2]);

        var parked = await account.CloseAsync("2027-03");

        parked.Result.ShouldBe(CloseResult.Parked);
        parked.Reason.ShouldNotBeNull().ShouldContain("not its creation");
        (await account.OpenMonths.BeforeAsync(Given.Month("2030-01"), default)).ShouldBeEmpty();
        var waiting = new List<string>();
        await foreach (var month in account.OpenMonths.ParkedAsync(default))
            waiting.Add($"{month.Organization} {month.Month} {month.Reason}");
        waiting.ShouldHaveSingleItem().ShouldBe($"{Given.Organization} 2027-03 {parked.Reason}");

        await account.AppendAsync(Example[0]);
        (await account.OpenMonths.BeforeAsync(Given.Month("2030-01"), default)).ShouldBe([Given.Month("2027-03")]);
        (await account.CloseAsync("2027-03")).Result.ShouldBe(CloseResult.Closed);
        (await account.TotalAsync()).ShouldBe(25920.00m);
    }

    [Fact]
    public async Task Close_AfterAParkedMonth_NamesTheMonthInTheWay()
    {
        using var account = await Open();
        await account.AppendAsync(Example[1]);

        (await account.CloseAsync("2027-09")).ShouldSatisfyAllConditions(
            o => o.Result.ShouldBe(CloseResult.Parked),
            o => o.Month.ShouldBe(Given.Month("2027-03"))
        );
    }

    [Fact]
    public async Task Close_WithAnEventMissingFromTheTable_IsParked()
    {
        using var account = await Open();
        await account.AppendAsync(Example);
        var table = new TableServiceClient(_connectionString).GetTableClient("BillingEvents");
        await table.DeleteEntityAsync($"{Given.Organization}|2027-03", "e|lkc-a|lkc-a-9-deleted");

        (await account.CloseAsync("2027-03")).Reason!.ShouldContain("2 events, but 3 were appended");
    }

    [Fact]
    public async Task RateOpen_MonthsThatWaitToBeClosed_AreRatedInAChain()
    {
        using var account = await Open();
        var created = Given.Created("2027-01-10T00:00:00", 0.001m);
        await account.AppendAsync(created);
        await account.CloseAsync("2027-01");
        var now = Given.Utc("2027-04-01T00:00:10");

        var open = await account.Inputs.RateOpenAsync(account.Scope, now, default);

        open.Select(m => $"{m.Month} {m.Total}").ShouldBe(["2027-02 2419.20", "2027-03 2678.40", "2027-04 0.01"]);
    }

    private Task<BillingAccount> Open() => BillingAccount.OpenAsync(new TableServiceClient(_connectionString));
}
