using Mothership.Domain.Billing;
using Mothership.SystemTests.Api.Support;
using Newtonsoft.Json.Linq;

namespace Mothership.SystemTests.Billing;

/// <summary>A customer's months from the first cluster to the invoice, through the whole system.</summary>
public sealed class MonthEndTests
{
    [Fact]
    public async Task Month_WithClustersMadeResizedAndDeleted_IsClosedByTheTimerAndBilledToTheCent()
    {
        await using var cloud = await BilledCloud.StartAsync(new(2027, 3, 15, 12, 0, 0, TimeSpan.Zero));
        var first = await cloud.CreateClusterAsync(cku: 1);
        var second = await cloud.CreateClusterAsync(cku: 3);
        cloud.Advance(TimeSpan.FromHours(20));
        await cloud.ResizeAsync(first, cku: 2);
        cloud.Advance(TimeSpan.FromDays(1.5));
        await cloud.DeleteAsync(first);

        var live = (await cloud.Client.ReadAsync(Costs("2027-03-01", "2027-04-01"))).Json["data"]!;
        // The environment's Schema Registry came with the first of them.
        var registry = live.Select(IdOf).First(id => id.StartsWith("lsrc-", StringComparison.Ordinal));
        live.Select(IdOf).Distinct().ShouldBe([first, second, registry], ignoreOrder: true);

        cloud.AdvanceTo(new(2027, 4, 1, 1, 6, 0, TimeSpan.Zero));
        var march = await cloud.InvoiceAsync("2027-03");
        await CheckAsync(cloud, march, 3, await cloud.EventsAsync("2027-03"));
        march["lines"]!.Count(l => (string)l["resource"]! == first).ShouldBe(2);
        ((string)march["lines"]!.Single(l => (string)l["resource"]! == second)["period_end"]!).ShouldBe(
            "2027-04-01T00:00:00Z"
        );
        ((string)march["status"]!).ShouldBe("not_charged");
        await CheckDocumentsAsync(cloud, march);

        // Three days late, and April is billed from what March carried on: it has no events of its own but the
        // deletions, of the cluster and of the registry that goes with the last one.
        await cloud.DeleteAsync(second);
        cloud.AdvanceTo(new(2027, 5, 4, 7, 0, 0, TimeSpan.Zero));
        var april = await cloud.InvoiceAsync("2027-04");
        await CheckAsync(cloud, april, 4, await cloud.EventsAsync("2027-03", "2027-04"));
        (await cloud.EventsAsync("2027-04"))
            .Select(e => (e.Resource.Id.Value, e.Kind))
            .ShouldBe([(second, PriceEventKind.Deleted), (registry, PriceEventKind.Deleted)], ignoreOrder: true);
        JToken.DeepEquals(await cloud.InvoiceAsync("2027-03"), march).ShouldBeTrue();
    }

    private static async Task CheckAsync(BilledCloud cloud, JObject invoice, int month, List<PriceEvent> events)
    {
        var total = decimal.Parse((string)invoice["total"]!);
        total.ShouldBePositive();
        var owed = Audited.Owed(events, new BillingMonth(2027, month));
        Audited.Minor(total, 2).ShouldBe(owed.Total);
        var unrounded = invoice["lines"]!.Select(l => Audited.Exact(decimal.Parse((string)l["unrounded_amount"]!)));
        unrounded.Aggregate((sum, line) => sum + line).ShouldBe(owed.ExactOverTime);

        var costs = await cloud.Client.ReadAsync(Costs($"2027-{month:D2}-01", $"2027-{month + 1:D2}-01"));
        costs.Json["data"]!.Sum(c => (decimal)c["amount"]!).ShouldBe(total);
    }

    private static async Task CheckDocumentsAsync(BilledCloud cloud, JObject invoice)
    {
        var path = $"/billing/v1/invoices/{invoice["id"]}";
        var explained = (await cloud.Client.ReadAsync($"{path}/explain?format=text")).Text;
        explained.ShouldEndWith($"= {invoice["total"]} USD\n");
        explained.ShouldContain(" / 3600 = ");
        var page = (await cloud.Client.ReadAsync($"{path}?format=html")).Text;
        page.ShouldContain((string)invoice["number"]!);
        page.ShouldContain((string)invoice["hash"]!);
        var events = await cloud.Client.ReadAsync(
            "/billing/v1/usage-events?start_date=2027-03-01&end_date=2027-04-01&format=csv"
        );
        // Three creations with the registry's, a resize and a deletion.
        events.Text.Split("\r\n").Count(row => row.Contains(",price,period,2027-03,")).ShouldBe(5);
    }

    private static string IdOf(JToken cost) => (string)cost["resource"]!["id"]!;

    private static string Costs(string start, string end) => $"/billing/v1/costs?start_date={start}&end_date={end}";
}
