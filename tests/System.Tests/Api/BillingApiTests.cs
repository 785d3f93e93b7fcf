using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Api;

/// <summary>Costs and invoices over HTTP. It is noon of March 15th, 2026.</summary>
[Collection(StillApiCollection.Name)]
public sealed class BillingApiTests(StillApiWorld world)
{
    private const string March = "/billing/v1/costs?start_date=2026-03-01&end_date=2026-04-01";
    private const string February = "/billing/v1/costs?start_date=2026-02-01&end_date=2026-03-01";

    [Fact]
    public async Task Costs_OfTheRunningMonth_CountUpToNow()
    {
        var tenant = await BilledAsync(
            (PriceEventKind.Created, "2026-03-13T18:00:00.5Z", 0.10m, 1),
            (PriceEventKind.Updated, "2026-03-15T00:00:00Z", 0.20m, 2)
        );

        var list = (await tenant.Client.ReadAsync(March)).Json;

        ((string?)list["api_version"]).ShouldBe("v1");
        list["data"]!
            .Select(c => $"{c["start_date"]} {c["end_date"]} {c["quantity"]} x {c["price"]} = {c["amount"]}")
            .ShouldBe([
                "2026-03-13 2026-03-14 21599.5 x 0.1 = 2159.95",
                "2026-03-14 2026-03-15 86400 x 0.1 = 8640",
                "2026-03-15 2026-03-16 43200 x 0.2 = 8640",
            ]);
        ((string?)list["data"]![0]!["resource"]!["environment"]!["id"]).ShouldBe("env-billed");
    }

    [Fact]
    public async Task Costs_InPages_AreTheWholeOnce()
    {
        var tenant = await BilledAsync((PriceEventKind.Created, "2026-03-10T00:00:00Z", 0.10m, 1));
        var seen = new List<string>();

        for (var next = March + "&page_size=2"; next is not null; )
        {
            var page = (await tenant.Client.ReadAsync(next)).Json;
            seen.AddRange(page["data"]!.Select(c => (string)c["start_date"]!));
            next = (string?)page["metadata"]!["next"];
        }

        seen.ShouldBe(Enumerable.Range(10, 6).Select(day => $"2026-03-{day}"));
    }

    [Fact]
    public async Task Invoice_OfAClosedMonth_NamesLinesAndAddsUpToItsDays()
    {
        var tenant = await BilledAsync(
            (PriceEventKind.Created, "2026-02-10T00:00:00Z", 0.10m, 1),
            (PriceEventKind.Updated, "2026-02-11T00:00:00Z", 0.20m, 2),
            (PriceEventKind.Deleted, "2026-02-12T00:00:00Z", 0m, 3)
        );
        var live = (await tenant.Client.ReadAsync(February)).Json["data"]!;
        await CloseAsync(tenant, "2026-02");

        var list = (await tenant.Client.ReadAsync("/billing/v1/invoices")).Json;
        var summary = list["data"]!.Single(i => (string)i["month"]! == "2026-02");
        var invoice = await tenant.Client.ReadAsync($"/billing/v1/invoices/{summary["id"]}");

        invoice["total"].ShouldBe("25920.00");
        invoice["status"].ShouldBe("not_charged");
        invoice["status_detail"].ShouldContain("not been charged");
        invoice["hash"].ShouldBe((string)summary["hash"]!);
        summary["lines"].ShouldBeNull();
        invoice.Json["lines"]!
            .Select(l => $"{l["resource"]} {l["period_start"]} {l["quantity"]} {l["unit_price"]} {l["amount"]}")
            .ShouldBe([
                "lkc-billed 2026-02-10T00:00:00Z 86400 0.1 8640.00",
                "lkc-billed 2026-02-11T00:00:00Z 86400 0.2 17280.00",
            ]);
        var days = (await tenant.Client.ReadAsync(February)).Json["data"]!;
        JToken.DeepEquals(days, live).ShouldBeTrue();
        days.Sum(d => (decimal)d["amount"]!).ShouldBe(25920.00m);
    }

    [Theory]
    [InlineData("", "start_date,end_date")]
    [InlineData("?start_date=2026-03-01", "end_date")]
    [InlineData("?start_date=2026-03-01&end_date=tomorrow", "end_date")]
    [InlineData("?start_date=2026-02-30&end_date=2026-03-01", "start_date")]
    [InlineData("?start_date=2026-03-01&end_date=2026-03-01", "end_date")]
    [InlineData("?start_date=2026-03-01&end_date=2026-04-02", "end_date")]
    [InlineData("?start_date=2026-03-01&end_date=2026-04-01&page_size=10001", "page_size")]
    [InlineData("?start_date=2026-03-01&end_date=2026-04-01&page_size=0", "page_size")]
    [InlineData("?start_date=2026-03-01&end_date=2026-04-01&page_token=x", "page_token")]
    public async Task Costs_WithABadQuery_NameWhatIsWrong(string query, string parameters)
    {
        var reply = await world.Ours.Client.ReadAsync("/billing/v1/costs" + query);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Sources.ShouldBe(parameters.Split(',').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("?start_date=0001-01-01&end_date=0001-01-31")]
    [InlineData("?start_date=9999-12-01&end_date=9999-12-31")]
    public async Task Costs_OfFarAwayDays_AreNone(string query)
    {
        var tenant = await BilledAsync((PriceEventKind.Created, "2026-03-10T00:00:00Z", 0.10m, 1));

        var reply = await tenant.Client.ReadAsync("/billing/v1/costs" + query);

        reply.Status.ShouldBe(HttpStatusCode.OK, reply.Text);
        reply.Json["data"]!.ShouldBeEmpty();
    }

    [Fact]
    public async Task Costs_ThatContradictThemselves_AreUnderReview()
    {
        var tenant = await BilledAsync((PriceEventKind.Updated, "2026-03-10T00:00:00Z", 0.10m, 1));

        var reply = await tenant.Client.ReadAsync(March);

        reply.Status.ShouldBe(HttpStatusCode.Conflict);
        reply["errors[0].code"].ShouldBe("billing_under_review");
        reply.Text.ShouldNotContain("lkc-billed-1-updated");
    }

    [Theory]
    [InlineData("inv-202602-0000000000000000")]
    [InlineData("piece%7Cinv-202601-00%7C0000")]
    [InlineData("no.such.invoice")]
    public async Task Invoice_ThatIsNotThere_Answers404(string id) =>
        (await world.Ours.Client.ReadAsync($"/billing/v1/invoices/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);

    private async Task<Tenant> BilledAsync(
        params (PriceEventKind Kind, string At, decimal Price, long Generation)[] events
    )
    {
        var tenant = await world.NewTenantAsync("Billed");
        var store = world.Services.GetRequiredService<IBillingEventStore>();
        foreach (var (kind, at, price, generation) in events)
        {
            var when = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
            var billed = Billed.Event(new(tenant.Organization), kind, when, price, generation);
            await store.AppendAsync(SystemScope.For(billed.Organization), billed, default);
        }
        return tenant;
    }

    private async Task CloseAsync(Tenant tenant, string month)
    {
        var closer = world.Services.GetRequiredService<MonthCloser>();
        var scope = SystemScope.For(new(tenant.Organization));
        (await closer.CloseAsync(scope, BillingMonth.Parse(month), default)).Result.ShouldBe(CloseResult.Closed);
    }
}
