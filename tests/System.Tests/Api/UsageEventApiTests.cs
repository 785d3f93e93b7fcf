using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

/// <summary>The events behind a bill over HTTP. It is noon of March 15th, 2026.</summary>
[Collection(StillApiCollection.Name)]
public sealed class UsageEventApiTests(StillApiWorld world)
{
    private const string March = "/billing/v1/usage-events?start_date=2026-03-01&end_date=2026-04-01";

    [Fact]
    public async Task Events_InPages_AreTheWholeOnce()
    {
        var tenant = await WithEventsAsync(PriceEventKind.Created, PriceEventKind.Updated, PriceEventKind.Updated);
        var seen = new List<string>();

        for (var next = March + "&page_size=2"; next is not null; )
        {
            var page = (await tenant.Client.ReadAsync(next)).Json;
            seen.AddRange(page["data"]!.Select(e => $"{e["type"]} {e["change"]} {e["role"]} {e["price_per_second"]}"));
            next = (string?)page["metadata"]!["next"];
        }

        seen.ShouldBe(["price created period 0.1", "price updated period 0.2", "price updated period 0.3"]);
        (await tenant.Client.ReadAsync(March + "&resource=lkc-other")).Json["data"]!.ShouldBeEmpty();
        (await tenant.Client.ReadAsync(March + "&page_token=foreign")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("&format=csv", "*/*")]
    [InlineData("", "text/csv")]
    [InlineData("", "application/pdf, text/*;q=0.5")]
    [InlineData("&format=csv", "application/json")]
    public async Task Events_AsCsv_AreOneFileWithAllOfThem(string format, string accept)
    {
        var tenant = await WithEventsAsync(PriceEventKind.Created, PriceEventKind.Updated, PriceEventKind.Updated);

        var reply = await tenant.Client.CallAsync(HttpMethod.Get, March + format, null, ("Accept", accept));

        reply.Status.ShouldBe(HttpStatusCode.OK, reply.Text);
        reply.Header("Content-Type").ShouldBe("text/csv; charset=utf-8");
        reply.Header("Content-Disposition").ShouldContain("usage-events-2026-03-01-2026-04-01.csv");
        var lines = reply.Text.Split("\r\n");
        lines[0].ShouldStartWith("event_id,type,role,recorded_month,effective_at,");
        lines[1].ShouldStartWith("lkc-billed-1-created,price,period,2026-03,2026-03-01T00:00:00Z,,created,lkc-billed,");
        lines.Length.ShouldBe(5);
        lines[4].ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_OfAnotherOrganisation_AreNotThere()
    {
        await WithEventsAsync(PriceEventKind.Created);

        (await world.Theirs.Client.ReadAsync(March + "&resource=lkc-billed")).Json["data"]!.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "end_date,start_date")]
    [InlineData("?start_date=2026-03-01&end_date=2027-03-03", "end_date")]
    [InlineData("?start_date=0001-01-01&end_date=9999-12-31", "end_date")]
    [InlineData("?start_date=2026-03-01&end_date=2026-02-01", "end_date")]
    [InlineData("?start_date=1/3/2026&end_date=2026-02-30", "end_date,start_date")]
    [InlineData("?start_date=2026-03-01&end_date=2026-03-02&meter=smiles", "meter")]
    [InlineData("?start_date=2026-03-01&end_date=2026-03-02&format=pdf", "format")]
    [InlineData("?start_date=2026-03-01&end_date=2026-03-02&page_size=10001", "page_size")]
    [InlineData("?start_date=2026-03-01&end_date=2026-03-02&resource=a&resource=b", "resource")]
    public async Task Events_WithABadQuery_NameWhatIsWrong(string query, string parameters)
    {
        var reply = await world.Ours.Client.ReadAsync("/billing/v1/usage-events" + query);

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        string.Join(",", reply.Sources).ShouldBe(parameters);
    }

    [Theory]
    [InlineData("?start_date=0001-01-01&end_date=0001-12-31")]
    [InlineData("?start_date=9999-01-01&end_date=9999-12-31")]
    public async Task Events_OfFarAwayDays_AreNone(string query)
    {
        var reply = await world.Ours.Client.ReadAsync("/billing/v1/usage-events" + query);

        reply.Status.ShouldBe(HttpStatusCode.OK, reply.Text);
        reply.Json["data"]!.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html, application/xml;q=0.9, application/json;q=0")]
    public async Task Events_InAFormThatThereIsNot_AreRefusedWithThoseThatThereAre(string accept)
    {
        var reply = await world.Ours.Client.CallAsync(HttpMethod.Get, March, null, ("Accept", accept));

        reply.Status.ShouldBe(HttpStatusCode.NotAcceptable);
        reply["errors[0].detail"].ShouldContain("application/json, text/csv");
    }

    private async Task<Tenant> WithEventsAsync(params PriceEventKind[] kinds)
    {
        var tenant = await world.NewTenantAsync("Has events");
        var organization = new Domain.Ids.OrganizationId(tenant.Organization);
        var store = world.Services.GetRequiredService<IBillingEventStore>();
        for (var i = 0; i < kinds.Length; i++)
        {
            var at = new DateTimeOffset(2026, 3, 1 + i, 0, 0, 0, TimeSpan.Zero);
            var billed = Billed.Event(organization, kinds[i], at, 0.1m * (i + 1), i + 1);
            await store.AppendAsync(SystemScope.For(organization), billed, CancellationToken.None);
        }
        return tenant;
    }
}
