using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api;

/// <summary>What finance clerks read, over HTTP. It is noon of March 15th, 2026.</summary>
[Collection(StillApiCollection.Name)]
public sealed class FinanceApiTests : IDisposable
{
    private const string Year = "/fleet/v1/billing/revenue?start_month=2025-06&end_month=2026-03";
    private readonly StillApiWorld _world;
    private readonly HttpClient _staff;

    public FinanceApiTests(StillApiWorld world)
    {
        _world = world;
        _staff = world.Anonymous();
        _staff.DefaultRequestHeaders.Add("x-functions-key", ApiWorld.HostKey);
    }

    public void Dispose() => _staff.Dispose();

    [Fact]
    public async Task Revenue_OfSomeMonths_IsTheSumOfAllInvoicesAndNamesTheMonthsThatAreCorrected()
    {
        var tenant = await _world.NewTenantAsync("Corrected");
        await AppendAsync(tenant, PriceEventKind.Created, "2025-08-10T00:00:00Z", 0.1m, 1);
        await CloseAsync(tenant, "2025-08");
        await AppendAsync(tenant, PriceEventKind.Deleted, "2025-08-11T00:00:00Z", 0m, 2);
        await CloseAsync(tenant, "2025-09");

        var report = (await _staff.ReadAsync(Year)).Json;
        var csv = await _staff.ReadAsync(Year + "&format=csv");

        var invoiced = await InvoicedAsync(m => m < new BillingMonth(2026, 3));
        report["totals"]!.Sum(t => Amount(t["invoiced"]!)).ShouldBe(invoiced);
        report["rows"]!.Sum(r => Amount(r["amount"]!)).ShouldBe(invoiced);
        Cells(csv.Text, "amount").Sum(a => decimal.Parse(a, CultureInfo.InvariantCulture)).ShouldBe(invoiced);
        var correction = report["rows"]!.Single(r => (string?)r["kind"] == "adjustment");
        ((string?)correction["month"], (string?)correction["corrected_month"]).ShouldBe(("2025-09", "2025-08"));
        ((string?)correction["region"], (string?)correction["amount"]).ShouldBe(("us-west-2", "-181440.00"));
    }

    [Fact]
    public async Task Unbilled_OfAllOrganisations_IsWhatTheirOpenMonthsComeTo()
    {
        var tenant = await _world.NewTenantAsync("Running");
        await AppendAsync(tenant, PriceEventKind.Created, "2026-02-02T00:00:00Z", 0.1m, 1);
        var late = await _world.NewTenantAsync("Begins later");
        await AppendAsync(late, PriceEventKind.Created, "2025-12-10T00:00:00Z", 0.1m, 1);
        await AppendAsync(late, PriceEventKind.Deleted, "2025-12-11T00:00:00Z", 0m, 2);
        await CloseAsync(late, "2025-12");
        await AppendAsync(late, PriceEventKind.Created, "2026-03-15T11:00:00Z", 0.1m, 1, "lkc-second");

        var rows = (await _staff.ReadAsync("/fleet/v1/billing/unbilled?format=csv")).Text.Split("\r\n");
        var totals = (await _staff.ReadAsync("/fleet/v1/billing/unbilled")).Json["totals"]!;

        rows.Where(r => r.StartsWith(tenant.Organization, StringComparison.Ordinal))
            .ShouldBe([
                $"{tenant.Organization},2026-02,2026-03-15T12:00:00Z,open,USD,233280.00,",
                $"{tenant.Organization},2026-03,2026-03-15T12:00:00Z,open,USD,125280.00,",
            ]);
        rows.Where(r => r.StartsWith(late.Organization, StringComparison.Ordinal))
            .ShouldBe([$"{late.Organization},2026-03,2026-03-15T12:00:00Z,open,USD,360.00,"]);
        var sum = rows.Where(r => r.Contains(",2026-03,") && r.Contains(",open,USD,"))
            .Sum(r => decimal.Parse(r.Split(',')[5]));
        Amount(totals.Single(t => (string?)t["month"] == "2026-03" && (string?)t["currency"] == "USD")["amount"]!)
            .ShouldBe(sum);
    }

    [Fact]
    public async Task Parked_Months_AreListedWithTheReasonAndTheWayOut()
    {
        var tenant = await _world.NewTenantAsync("=Contradictory");
        await AppendAsync(tenant, PriceEventKind.Updated, "2026-02-10T00:00:00Z", 0.1m, 2);
        await CloseAsync(tenant, "2026-02");

        var row = await FindParkedAsync(tenant);
        var csv = await _staff.ReadAsync("/fleet/v1/billing/parked?format=csv");

        ((string?)row["month"]).ShouldBe("2026-02");
        ((string?)row["reason"]).ShouldBe(
            "Event lkc-billed-2-updated is the first of its resource, but is not its creation."
        );
        var path = $"/fleet/v1/organizations/{tenant.Organization}/usage-events";
        ((string?)row["what_to_do"])!.ShouldContain($"GET {path}");
        csv.Text.ShouldContain($"{tenant.Organization},'=Contradictory,2026-02,");
        var events = await _staff.ReadAsync($"{path}?start_date=2026-02-01&end_date=2026-03-01");
        events["data[0].id"].ShouldBe("lkc-billed-2-updated");
        (await _staff.ReadAsync("/fleet/v1/billing/unbilled?format=csv")).Text.ShouldContain(
            $"{tenant.Organization},2026-02,2026-03-15T12:00:00Z,under_review,,,\"Event lkc-billed-2-updated"
        );
    }

    [Fact]
    public async Task Invoice_ByItsNumber_IsFoundInEveryForm()
    {
        var number = $"{_world.Ours.Organization[..8].ToUpperInvariant()}-000001";
        var path = $"/fleet/v1/billing/invoices/{number}";

        var found = await _staff.ReadAsync(path);

        found["organization"].ShouldBe(_world.Ours.Organization);
        found["display_name"].ShouldBe("Ours");
        found["invoice.id"].ShouldBe(Billed.InvoiceOf(_world.Ours));
        (await _staff.ReadAsync(path + "?format=html")).Text.ShouldContain("<bdi>Ours</bdi>");
        (await _staff.ReadAsync(path.ToLowerInvariant())).Status.ShouldBe(HttpStatusCode.OK);
        (await _staff.ReadAsync($"{path}?organization={_world.Theirs.Organization}")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await _staff.ReadAsync("/fleet/v1/billing/invoices/FFFFFFFF-999999")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Receivables_OfAnInvoiceOfJanuary_AreOfTheirAge()
    {
        var report = (await _staff.ReadAsync("/fleet/v1/billing/receivables")).Json;
        var csv = (await _staff.ReadAsync("/fleet/v1/billing/receivables?format=csv")).Text;

        csv.ShouldContain($"{Billed.InvoiceOf(_world.Ours)},");
        csv.Split("\r\n")
            .Single(r => r.StartsWith(_world.Ours.Organization, StringComparison.Ordinal))
            .ShouldEndWith(",2026-01,not_charged,42,31-60,USD,267.84");
        var due = Cells(csv, "due").Sum(a => decimal.Parse(a, CultureInfo.InvariantCulture));
        report["totals"]!.Sum(t => Amount(t["due"]!)).ShouldBe(due);
    }

    [Theory]
    [InlineData("", "end_month,start_month")]
    [InlineData("?start_month=2026-13&end_month=x", "end_month,start_month")]
    [InlineData("?start_month=2026-02&end_month=2026-02", "end_month")]
    [InlineData("?start_month=0001-01&end_month=9999-12", "end_month")]
    [InlineData("?start_month=2026-01&end_month=2026-02&format=html", "format")]
    public async Task Revenue_WithABadQuery_NamesWhatIsWrong(string query, string parameters) =>
        string.Join(",", (await _staff.ReadAsync("/fleet/v1/billing/revenue" + query)).Sources).ShouldBe(parameters);

    [Theory]
    [InlineData("/fleet/v1/billing/revenue?start_month=2026-01&end_month=2026-02")]
    [InlineData("/fleet/v1/billing/unbilled")]
    [InlineData("/fleet/v1/billing/receivables")]
    [InlineData("/fleet/v1/billing/parked")]
    [InlineData("/fleet/v1/billing/invoices/X-1")]
    [InlineData("/fleet/v1/organizations/00000000-0000-0000-0000-000000000000/usage-events")]
    public async Task Reports_ForCustomersOrWithAForgedKey_AreRefused(string path)
    {
        (await _world.Ours.Client.ReadAsync(path)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var forged = _world.Anonymous();
        forged.DefaultRequestHeaders.Add("x-functions-key", ApiWorld.HostKey[..^1] + "x");
        (await forged.ReadAsync(path)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await _world.Ours.Client.ReadAsync("/api" + path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<JToken> FindParkedAsync(Tenant tenant)
    {
        for (var next = "/fleet/v1/billing/parked?page_size=1"; next is not null; )
        {
            var page = (await _staff.ReadAsync(next)).Json;
            if (page["data"]!.SingleOrDefault(r => (string?)r["organization"] == tenant.Organization) is { } row)
                return row;
            next = (string?)page["metadata"]!["next"];
        }
        throw new ShouldAssertException($"{tenant.Organization} is not among the parked months.");
    }

    private async Task<decimal> InvoicedAsync(Func<BillingMonth, bool> ofMonth)
    {
        var total = 0m;
        var invoices = _world.Services.GetRequiredService<IInvoiceStore>();
        await foreach (var id in _world.Services.GetRequiredService<IOrganizationStore>().AllAsync(default))
        {
            var page = await invoices.ListAsync(SystemScope.For(id), new(100, null), default);
            total += page.Items.Where(i => ofMonth(i.Month)).Sum(i => i.Total);
        }
        return total;
    }

    private async Task AppendAsync(
        Tenant tenant,
        PriceEventKind kind,
        string at,
        decimal price,
        long generation,
        string cluster = "lkc-billed"
    )
    {
        var when = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);
        var billed = Billed.Event(new(tenant.Organization), kind, when, price, generation, cluster);
        var store = _world.Services.GetRequiredService<IBillingEventStore>();
        await store.AppendAsync(SystemScope.For(billed.Organization), billed, default);
    }

    private async Task CloseAsync(Tenant tenant, string month)
    {
        // Not January 2026: every organisation of these tests has an invoice of it already.
        var closer = _world.Services.GetRequiredService<MonthCloser>();
        await closer.CloseAsync(
            SystemScope.For(new OrganizationId(tenant.Organization)),
            BillingMonth.Parse(month),
            default
        );
    }

    private static decimal Amount(JToken text) => decimal.Parse((string)text!, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Cells(string csv, string column)
    {
        var rows = csv.TrimEnd().Split("\r\n").Select(r => r.Split(',')).ToList();
        var at = Array.IndexOf(rows[0], column);
        return rows.Skip(1).Select(r => r[at]);
    }
}
