using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

/// <summary>Credits and corrections over HTTP. It is noon of March 15th, 2026.</summary>
[Collection(StillApiCollection.Name)]
public sealed class CreditApiTests(StillApiWorld world)
{
    [Fact]
    public async Task Grant_ToACustomer_IsTakenOffTheRunningMonth()
    {
        var tenant = await world.NewTenantAsync("Gets credit");
        await AppendAsync(tenant, PriceAt("2026-03-15T00:00:00Z"));
        var body = new
        {
            amount = "5000.00",
            expires_at = "2026-06-01T00:00:00Z",
            reason = "Welcome.",
        };

        var first = await tenant.StaffAsync(CreditsOf(tenant), body);

        first.Status.ShouldBe(HttpStatusCode.Created, first.Text);
        (first["type"], first["amount"], first["effective_at"]).ShouldBe(("credit", "5000.00", "2026-03-15T12:00:00Z"));
        var listed = (await tenant.Client.ReadAsync("/billing/v1/credits")).Json["data"]!.ShouldHaveSingleItem();
        ((string?)listed["id"]).ShouldBe(first["id"]);
        ((string?)listed["remaining"]).ShouldBe("5000.00");
        ((string?)listed["accrued"]).ShouldBe("4320.00");
        ((string?)listed["reason"]).ShouldBe("Welcome.");
    }

    [Theory]
    [InlineData("-1", null, null)]
    [InlineData("0.001", null, null)]
    [InlineData("much", null, null)]
    [InlineData("1", "EUR", null)]
    [InlineData("1", null, "2026-03-15T12:00:00Z")]
    [InlineData("1", null, "tomorrow")]
    public async Task Grant_ThatCannotBe_IsRefused(string amount, string? currency, string? expires)
    {
        var body = new
        {
            amount,
            currency,
            expires_at = expires,
            reason = "Why not.",
        };
        var reply = await world.Ours.StaffAsync(CreditsOf(world.Ours), body);
        reply.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, reply.Text);
    }

    [Fact]
    public async Task Grant_ToNobodyOrByACustomer_IsRefused()
    {
        var body = new { amount = "1", reason = "Why not." };
        var nobody = $"/fleet/v1/organizations/{new Guid("11111111-1111-4111-8111-111111111111")}/credits";
        (await world.Ours.StaffAsync(nobody, body)).Status.ShouldBe(HttpStatusCode.NotFound);
        var asked = await world.Ours.Client.PostJsonAsync(CreditsOf(world.Ours), body);
        asked.Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await world.Theirs.Client.ReadAsync("/billing/v1/credits")).Json["data"]!.ShouldBeEmpty();
    }

    [Fact]
    public async Task Correction_OfAMeasurement_IsAnotherEvent()
    {
        var tenant = await world.NewTenantAsync("Was measured wrongly");
        var used = Used(tenant);
        await AppendAsync(tenant, used);
        var path = $"/fleet/v1/organizations/{tenant.Organization}/usage-corrections";
        var body = new
        {
            resource = "lkc-billed",
            @event = used.EventId,
            quantity = "-400",
        };

        var corrected = await tenant.StaffAsync(path, body);
        var tooMuch = await tenant.StaffAsync(
            path,
            new
            {
                body.resource,
                body.@event,
                quantity = "-601",
            }
        );
        var unknown = await tenant.StaffAsync(
            path,
            new
            {
                body.resource,
                @event = "other",
                quantity = "1",
            }
        );

        corrected.Status.ShouldBe(HttpStatusCode.Created, corrected.Text);
        (corrected["corrects"], corrected["quantity"]).ShouldBe((used.EventId, "-400"));
        tooMuch.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, tooMuch.Text);
        unknown.Status.ShouldBe(HttpStatusCode.NotFound, unknown.Text);
        var listed = await tenant.Client.ReadAsync(
            "/billing/v1/usage-events?start_date=2026-03-01&end_date=2026-04-01"
        );
        listed.Json["data"]!.Select(e => (string?)e["quantity"]).ShouldBe(["1000", "-400"], ignoreOrder: true);
    }

    private static string CreditsOf(Tenant tenant) => $"/fleet/v1/organizations/{tenant.Organization}/credits";

    private static Func<Tenant, BillingEvent> PriceAt(string at) =>
        tenant => Billed.Event(new(tenant.Organization), PriceEventKind.Created, DateTimeOffset.Parse(at), 0.1m, 1);

    private static UsageEvent Used(Tenant tenant)
    {
        var created = Billed.Event(new(tenant.Organization), PriceEventKind.Created, default, 0m, 1);
        var start = new DateTimeOffset(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);
        return new()
        {
            EventId = "lkc-billed-ingress_bytes-1",
            Organization = created.Organization,
            Resource = created.Resource,
            Meter = Meter.IngressBytes,
            Period = new(start, start.AddHours(1)),
            EffectiveAt = start,
            Quantity = 1000m,
            UnitPrice = 0.05m,
            Currency = "USD",
            PriceBookVersion = "test",
            Actor = "region",
        };
    }

    private Task AppendAsync(Tenant tenant, Func<Tenant, BillingEvent> billed) => AppendAsync(tenant, billed(tenant));

    private async Task AppendAsync(Tenant tenant, BillingEvent billed)
    {
        var store = world.Services.GetRequiredService<IBillingEventStore>();
        await store.AppendAsync(SystemScope.For(billed.Organization), billed, CancellationToken.None);
    }
}

/// <summary>The same request again, in a world whose clock runs.</summary>
[Collection(ApiCollection.Name)]
public sealed class RepeatedGrantTests(ApiWorld world)
{
    [Fact]
    public async Task Grant_RepeatedUnderItsKey_GrantsOnce()
    {
        var tenant = await world.NewTenantAsync("Gets credit once");
        var body = new { amount = "5", reason = "Welcome." };
        var path = $"/fleet/v1/organizations/{tenant.Organization}/credits";

        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => tenant.StaffAsync(path, body, "grant-1")));

        replies.ShouldAllBe(r => r.Status == HttpStatusCode.Created);
        replies.Select(r => r.Text).Distinct().ShouldHaveSingleItem();
        (await tenant.Client.ReadAsync("/billing/v1/credits")).Json["data"]!.ShouldHaveSingleItem();
    }
}
