using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Api;

/// <summary>Explanations over HTTP. It is noon of March 15th, 2026.</summary>
[Collection(StillApiCollection.Name)]
public sealed class ExplanationApiTests(StillApiWorld world)
{
    [Fact]
    public async Task Explanation_OfAnInvoice_IsJsonOrText()
    {
        var (tenant, path) = await InvoicedAsync();

        var json = await tenant.Client.ReadAsync(path);
        var text = await tenant.Client.CallAsync(HttpMethod.Get, path, null, ("Accept", "text/plain"));

        json["total"].ShouldBe("8640.00");
        json["groups[0].lines[0].events[0].id"].ShouldBe("lkc-billed-1-created");
        json["groups[0].lines[0].ended_by.id"].ShouldBe("lkc-billed-2-deleted");
        json["groups[0].lines[0].line.unrounded_amount"].ShouldBe("8640");
        text.Header("Content-Type").ShouldBe("text/plain; charset=utf-8");
        text.Text.ShouldContain("exact     86400 x 0.1 = 8640 USD");
        text.Text.ShouldEndWith("Total: 8640.00 USD\n");
        (await tenant.Client.ReadAsync(path + "?format=text")).Text.ShouldBe(text.Text);
    }

    [Fact]
    public async Task Explanation_OfTheRunningMonth_GoesUpToNow()
    {
        var tenant = await world.NewTenantAsync("Explained");
        (await tenant.Client.ReadAsync("/billing/v1/accrual/explain")).Json["data"]!.ShouldBeEmpty();
        await AppendAsync(tenant, PriceEventKind.Created, "2026-03-15T11:00:00Z", 0.1m, 1);

        var reply = await tenant.Client.ReadAsync("/billing/v1/accrual/explain");

        reply["data[0].until"].ShouldBe("2026-03-15T12:00:00Z");
        reply["data[0].total"].ShouldBe("360.00");
        (await tenant.Client.ReadAsync("/billing/v1/accrual/explain?format=text")).Text.ShouldStartWith(
            "The month 2026-03 up to 2026-03-15T12:00:00Z, in USD\n"
        );
    }

    [Fact]
    public async Task Explanation_InAnotherFormatOrOfAnotherOrganisation_IsRefused()
    {
        var (tenant, path) = await InvoicedAsync();

        (await tenant.Client.ReadAsync(path + "?format=pdf")).Sources.ShouldBe(["format"]);
        (await tenant.Client.CallAsync(HttpMethod.Get, path, null, ("Accept", "text/html"))).Status.ShouldBe(
            HttpStatusCode.NotAcceptable
        );
        (await world.Theirs.Client.ReadAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Explanation_OfAnInvoiceWhoseEventsAreGone_IsUnderReview()
    {
        // The tests' usual invoice was made without events in the table.
        var path = $"/billing/v1/invoices/{Billed.InvoiceOf(world.Ours)}/explain";

        var reply = await world.Ours.Client.ReadAsync(path);

        reply.Status.ShouldBe(HttpStatusCode.Conflict);
        reply["errors[0].code"].ShouldBe("billing_under_review");
    }

    private async Task<(Tenant Tenant, string Path)> InvoicedAsync()
    {
        var tenant = await world.NewTenantAsync("Explained");
        await AppendAsync(tenant, PriceEventKind.Created, "2026-02-10T00:00:00Z", 0.1m, 1);
        await AppendAsync(tenant, PriceEventKind.Deleted, "2026-02-11T00:00:00Z", 0m, 2);
        var organization = new Domain.Ids.OrganizationId(tenant.Organization);
        var closer = world.Services.GetRequiredService<MonthCloser>();
        await closer.CloseAsync(SystemScope.For(organization), new(2026, 2), CancellationToken.None);
        return (tenant, $"/billing/v1/invoices/{Invoice.IdOf(organization, new(2026, 2))}/explain");
    }

    private async Task AppendAsync(Tenant tenant, PriceEventKind kind, string at, decimal price, long generation)
    {
        var when = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var billed = Billed.Event(new(tenant.Organization), kind, when, price, generation);
        var store = world.Services.GetRequiredService<IBillingEventStore>();
        await store.AppendAsync(SystemScope.For(billed.Organization), billed, CancellationToken.None);
    }
}
