using System.Net;
using Mothership.SystemTests.Api.Support;

namespace Mothership.SystemTests.Payments;

/// <summary>
/// Each POST of payments, ten times in a row and ten times at once under one key: one effect, the same bytes; and the
/// same key with something else is refused.
/// </summary>
public sealed class RepeatedPaymentTests(PaidWorld world) : IClassFixture<PaidWorld>
{
    [Fact]
    public async Task Pay_Repeated_PaysOnce()
    {
        var tenant = await world.NewTenantAsync();
        var invoice = await world.CloseFebruaryAsync(tenant);
        var path = $"/billing/v1/invoices/{invoice}/pay";

        await SameAsync(key => tenant.Client.PostJsonAsync(path, new { }, key), HttpStatusCode.OK);

        (await tenant.Client.PostJsonAsync(path, new { other = 1 }, "one-key")).Status.ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
        (
            await tenant.Client.PostJsonAsync(
                $"/billing/v1/invoices/{Billed.InvoiceOf(tenant)}/pay",
                new { },
                "one-key"
            )
        ).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "another invoice under the same key");
        var held = world.Stripe.Books.InvoicesWith("mothership_invoice", invoice).ShouldHaveSingleItem();
        world.Stripe.Books.Payments(held.Customer).Count(p => p.Invoice == held.Id).ShouldBe(1);
    }

    [Fact]
    public async Task PaymentMethod_Repeated_IsOnePage()
    {
        var tenant = await world.Api.NewTenantAsync("Payer");

        await SameAsync(
            key => tenant.Client.PostJsonAsync("/billing/v1/payment-method", new { }, key),
            HttpStatusCode.Created
        );
    }

    [Fact]
    public async Task Objection_Repeated_IsOne()
    {
        var tenant = await world.NewTenantAsync();
        var path = $"/billing/v1/invoices/{Billed.InvoiceOf(tenant)}/disputes";
        var body = new { lines = new[] { 1 }, reason = "It was down." };

        await SameAsync(key => tenant.Client.PostJsonAsync(path, body, key), HttpStatusCode.Created);

        (await tenant.Client.ReadAsync("/billing/v1/disputes")).Json["data"]!.Count().ShouldBe(1);
    }

    [Fact]
    public async Task CreditNote_Repeated_IsOneAndRefundedOnce()
    {
        var tenant = await world.NewTenantAsync();
        var invoice = Billed.InvoiceOf(tenant);
        await world.UntilAsync(tenant, invoice, "paid");
        var path = $"/fleet/v1/organizations/{tenant.Organization}/invoices/{invoice}/credit-notes";
        var body = new { reason = "goodwill", lines = new[] { new { line = 1, amount = "10.00" } } };

        await SameAsync(key => tenant.StaffAsync(path, body, key), HttpStatusCode.Created);

        (await tenant.Client.ReadAsync("/billing/v1/credit-notes")).Json["data"]!.Count().ShouldBe(1);
        var held = world.Stripe.Books.InvoicesWith("mothership_invoice", invoice).ShouldHaveSingleItem();
        world.Stripe.Books.Refunds(held.Customer).ShouldHaveSingleItem().Amount.ShouldBe(1000);
    }

    [Fact]
    public async Task WriteOff_Repeated_IsOne()
    {
        var tenant = await world.NewTenantAsync("pm_card_chargeCustomerFail");
        var invoice = Billed.InvoiceOf(tenant);
        await world.UntilAsync(tenant, invoice, "past_due");
        var path = $"/fleet/v1/organizations/{tenant.Organization}/invoices/{invoice}/write-off";

        await SameAsync(key => tenant.StaffAsync(path, new { }, key), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Resolution_Repeated_IsOneCreditNote()
    {
        var tenant = await world.NewTenantAsync();
        await world.UntilAsync(tenant, Billed.InvoiceOf(tenant), "paid");
        var dispute = await Samples.NewDisputeAsync(tenant);
        var path = $"/fleet/v1/organizations/{tenant.Organization}/disputes/{dispute["id"]}/resolve";
        var body = new { resolution = "credit", answer = "You are right." };

        await SameAsync(key => tenant.StaffAsync(path, body, key), HttpStatusCode.OK);

        (await tenant.Client.ReadAsync("/billing/v1/credit-notes")).Json["data"]!.Count().ShouldBe(1);
    }

    private static async Task SameAsync(Func<string, Task<Reply>> post, HttpStatusCode status)
    {
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => post("one-key")));
        atOnce.ShouldAllBe(r => r.Status == status, atOnce[0].Text);
        var bytes = atOnce.Select(r => r.Text).ToHashSet();
        for (var i = 0; i < 10; i++)
            bytes.Add((await post("one-key")).Text);
        bytes.Count.ShouldBe(1, string.Join('\n', bytes));
    }
}
