using System.Numerics;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mothership.Domain.Billing;
using Mothership.Domain.Statements;
using Mothership.Local.Tables;
using Mothership.Shared.Tests.Billing.Stores;

namespace Mothership.Shared.Tests.Billing.Statements;

public sealed class UsageEventTests : IDisposable
{
    private readonly string _connectionString = $"Sqlite=:memory:usage-{Guid.NewGuid():N}";

    public void Dispose() => LocalTables.Close(_connectionString);

    [Property(MaxTest = 50)]
    public Property Csv_OfAnInvoicesMonth_IsAllThatItTakesToRecomputeEachLine() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).Select(Account.Of).ToArbitrary(),
            account => CheckAsync(account).GetAwaiter().GetResult()
        );

    [Theory]
    [InlineData(676189843)]
    public async Task Csv_OfAccountsThatWereOnceNotUnderstood_IsAllThatItTakes(int seed) =>
        (await CheckAsync(Account.Of(seed))).ShouldBeTrue();

    [Fact]
    public async Task List_OfADayInTheMiddle_BeginsWithThePriceInForce()
    {
        using var account = await Open();
        await account.AppendAsync(
            Given.Created("2027-01-10T00:00:00", 0.1m),
            Given.Updated("2027-03-04T00:00:00", 0.2m),
            Given.Updated("2027-03-09T12:00:00", 0.3m, 3),
            Given.Updated("2027-03-20T00:00:00", 0.4m, 4),
            Given.Created("2027-03-01T00:00:00", 0.1m, "lkc-gone"),
            Given.Deleted("2027-03-02T00:00:00", 2, "lkc-gone")
        );

        var listed = await ListAsync(account, "2027-03-09", "2027-03-11");

        listed.ShouldBe(["lkc-a-2-updated before 2027-03", "lkc-a-3-updated period 2027-03"]);
        await account.CloseAsync("2027-02");
        (await ListAsync(account, "2027-03-01", "2027-03-02")).ShouldBe([
            "lkc-a-1-created before ",
            "lkc-gone-1-created period 2027-03",
        ]);
    }

    [Fact]
    public async Task List_OfLateEvents_SaysWhichMonthBillsThemAndBringsTheirHistory()
    {
        using var account = await Open();
        await account.AppendAsync(Given.Created("2027-01-10T00:00:00", 0.1m));
        await account.CloseAsync("2027-03");
        await account.AppendAsync(Given.Updated("2027-02-04T00:00:00", 0.2m));

        (await ListAsync(account, "2027-02-01", "2027-03-01")).ShouldBe([
            "lkc-a-1-created before ",
            "lkc-a-2-updated period 2027-04",
        ]);
        (await ListAsync(account, "2027-04-01", "2027-05-01")).ShouldBe([
            "lkc-a-1-created before ",
            "lkc-a-2-updated late 2027-04",
        ]);
    }

    [Fact]
    public async Task List_WithFilters_LeavesOthersOut()
    {
        using var account = await Open();
        await account.AppendAsync(
            Given.Created("2027-01-10T00:00:00", 0.1m),
            Given.Created("2027-01-10T00:00:00", 0.1m, "lkc-b")
        );
        await account.Events.AppendAsync(account.Scope, Given.Used("2027-01-11T00:00:00", 5m, 1m), default);
        await account.Events.AppendAsync(account.Scope, Given.Credit("2027-01-11T00:00:00", 5m), default);
        var january = new EventQuery(Given.Month("2027-01").Period);

        (await ReadAsync(account, january)).Count.ShouldBe(4);
        (await ReadAsync(account, january with { Resource = new("lkc-b") })).ShouldHaveSingleItem();
        (await ReadAsync(account, january with { Meter = Meter.IngressBytes })).ShouldHaveSingleItem();
        (await ReadAsync(account, january with { Environment = new("env-1") })).Count.ShouldBe(3);
        (await ReadAsync(account, january with { Environment = new("env-2") })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("say \"hi\", =1\r\n", "say \"hi\", =1\r\n")]
    [InlineData("", "")]
    [InlineData("Müller & Söhne 💥", "Müller & Söhne 💥")]
    public void Cell_OfAnyText_IsReadBackAndNoFormula(string text, string cell) =>
        CsvFile
            .Read(CsvRow.Header("a", "b") + new CsvRow().Text(text).Number(-1.50m).End())[0]
            .ShouldBe(new Dictionary<string, string> { ["a"] = cell, ["b"] = "-1.5" });

    private static async Task<bool> CheckAsync(Account history)
    {
        var connection = $"Sqlite=:memory:usage-{Guid.NewGuid():N}";
        try
        {
            using var account = await BillingAccount.OpenAsync(new TableServiceClient(connection));
            await history.CloseAllAsync(account);
            var page = await account.Invoices.ListAsync(account.Scope, new(100, null), default);
            foreach (var summary in page.Items)
            {
                var invoice = (await account.Invoices.FindAsync(account.Scope, summary.Id, default))!.Invoice;
                var rows = await ReadAsync(account, new(invoice.Month.Period));
                var csv = EventSheet.Header + string.Concat(rows.Select(EventSheet.RowOf));
                var decimals = Currencies.MinorUnits(invoice.Currency);
                var lines = new BillCalculator(CsvFile.Read(csv), invoice.Month.ToString(), decimals).Lines();
                Shown(lines).ShouldBe(Shown(invoice), ignoreOrder: true, $"{invoice.Month} of {history}\n{csv}");
            }
            return true;
        }
        finally
        {
            LocalTables.Close(connection);
        }
    }

    private static IEnumerable<string> Shown(IEnumerable<CalculatedLine> lines) =>
        lines.Select(l => $"{l.Kind} {l.Subject} {l.Meter} {l.Quantity} {l.Price} {l.Minor}");

    private static IEnumerable<string> Shown(Invoice invoice) =>
        invoice.Lines.Select(l =>
        {
            var decimals = Currencies.MinorUnits(invoice.Currency);
            var minor = Whole(l.Amount, decimals);
            var quantity = l.Meter is { } m && !m.IsMeasured() ? l.Period.Ticks : (long)l.Quantity;
            var price = l.Meter is null ? Whole(l.UnitPrice, decimals) : Whole(l.UnitPrice, 12);
            return $"{l.Kind.ToString().ToLowerInvariant()} {l.Resource?.Id.Value ?? l.EventId} "
                + $"{(l.Meter is { } meter ? Meters.NameOf(meter) : "")} {quantity} {price} {minor}";
        });

    private static BigInteger Whole(decimal value, int places) =>
        (BigInteger)(value * (decimal)BigInteger.Pow(10, places));

    private static async Task<List<string>> ListAsync(BillingAccount account, string start, string end) =>
        [
            .. (
                await ReadAsync(account, new(new(Given.Utc(start + "T00:00:00"), Given.Utc(end + "T00:00:00"))))
            ).Select(e => $"{e.Event.EventId} {EventNames.Of(e.Role)} {e.RecordedMonth}"),
        ];

    private static async Task<List<ListedEvent>> ReadAsync(BillingAccount account, EventQuery query)
    {
        var listed = new List<ListedEvent>();
        await foreach (var one in account.UsageEvents.ReadAsync(account.Scope, query, default))
            listed.Add(one);
        listed.Select(l => l.Event.EventId).ShouldBeUnique();
        return listed;
    }

    private Task<BillingAccount> Open() => BillingAccount.OpenAsync(new TableServiceClient(_connectionString));
}
