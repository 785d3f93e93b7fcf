using System.Net;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;

namespace Mothership.SystemTests.Payments;

/// <summary>From a month that is over to money in the bank, and what can come in between, over HTTP.</summary>
public sealed class PaymentFlowTests(PaidWorld world) : IClassFixture<PaidWorld>
{
    [Fact]
    public async Task Month_Closed_IsChargedByItself_AndSaysSo()
    {
        var tenant = await world.NewTenantAsync();
        var method = await tenant.Client.ReadAsync("/billing/v1/payment-method");
        (method["brand"], method["last4"]).ShouldBe(("visa", "4242"));

        var invoice = await world.CloseFebruaryAsync(tenant);
        var paid = await world.UntilAsync(tenant, invoice, "paid");
        await world.DeliverAsync();

        ((string?)paid["total"]).ShouldBe("324.00");
        ((string?)paid["payment"]!["amount_due"]).ShouldBe("0.00");
        ((string?)paid["payment"]!["amount_paid"]).ShouldBe("324.00");
        world.Stripe.Books.InvoicesWith("mothership_invoice", invoice).ShouldHaveSingleItem().Status.ShouldBe("paid");
        var books = await tenant.StaffAsync($"/fleet/v1/ledger/balances?organization={tenant.Organization}");
        books.Json["data"]!.Sum(a => (decimal)a["balance"]!).ShouldBe(0m);
        var csv = await tenant.StaffAsync("/fleet/v1/ledger/balances?format=csv");
        csv.Text.ShouldStartWith("account,currency,balance\r\nreceivable,USD,");
        var audit = (await tenant.StaffAsync($"/fleet/v1/audit?month=2026-02&organization={tenant.Organization}")).Json;
        ((string?)audit["sums"]![0]!["owed"], (string?)audit["sums"]![0]!["invoiced"]).ShouldBe(("324.00", "324.00"));
        // January's invoice was put there without any event.
        audit["differences"]!.Where(d => (string?)d["kind"] == "amount").ShouldHaveSingleItem()["month"]!
            .ToString()
            .ShouldBe("2026-01");
    }

    [Fact]
    public async Task Declined_IsDunnedAndHeld_AndFreeOncePaid()
    {
        var tenant = await world.NewTenantAsync("pm_card_chargeCustomerFail");
        var invoice = Billed.InvoiceOf(tenant);
        var due = await world.UntilAsync(tenant, invoice, "past_due");
        ((string?)due["payment"]!["failure"]!["code"]).ShouldBe("generic_decline");
        ((string?)due["payment"]!["hosted_url"]).ShouldNotBeNull();

        await HeldAsync(tenant, held: true);
        await world.EnterAsync(tenant, "pm_card_visa");
        var paid = await tenant.Client.PostJsonAsync($"/billing/v1/invoices/{invoice}/pay", new { });

        paid.Status.ShouldBe(HttpStatusCode.OK, paid.Text);
        paid["status"].ShouldBe("paid");
        await HeldAsync(tenant, held: false);
        world.Stripe.Books.InvoicesWith("mothership_invoice", invoice).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Objection_IsAnsweredByACreditNote_ThatIsPaidBack()
    {
        var tenant = await world.NewTenantAsync();
        var invoice = await world.CloseFebruaryAsync(tenant);
        await world.UntilAsync(tenant, invoice, "paid");

        var dispute = await tenant.Client.PostJsonAsync(
            $"/billing/v1/invoices/{invoice}/disputes",
            new { lines = new[] { 1 }, reason = "It was down." }
        );
        var open = await tenant.StaffAsync("/fleet/v1/disputes");
        open.Json["data"]!.Select(d => (string?)d["id"]).ShouldContain(dispute["id"]);
        var answered = await tenant.StaffAsync(
            $"/fleet/v1/organizations/{tenant.Organization}/disputes/{dispute["id"]}/resolve",
            new { resolution = "credit", answer = "You are right." }
        );

        answered["status"].ShouldBe("accepted");
        var note = await tenant.Client.ReadAsync($"/billing/v1/credit-notes/{answered["credit_note"]}");
        (note["number"], note["total"], note["invoice"]).ShouldBe(("CN-000001", "108.00", invoice));
        var after = await world.UntilAsync(tenant, invoice, "partly_refunded");
        ((string?)after["payment"]!["amount_refunded"]).ShouldBe("108.00");
        ((string?)after["payment"]!["amount_credited"]).ShouldBe("108.00");
        world.Stripe.Books.Refunds().Where(r => r.Amount == 10800).ShouldHaveSingleItem();
        var list = await tenant.StaffAsync("/fleet/v1/disputes");
        list.Json["data"]!.Select(d => (string?)d["id"]).ShouldNotContain(dispute["id"]);
    }

    [Fact]
    public async Task Objection_IsRejectedWithAReason()
    {
        var tenant = await world.NewTenantAsync();
        var dispute = await Samples.NewDisputeAsync(tenant);

        var path = $"/fleet/v1/organizations/{tenant.Organization}/disputes/{dispute["id"]}/resolve";
        await tenant.StaffAsync(path, new { resolution = "reject", answer = "It was up." });
        var otherwise = await tenant.StaffAsync(path, new { resolution = "credit", answer = "Well." });

        var read = await tenant.Client.ReadAsync($"/billing/v1/disputes/{dispute["id"]}");
        (read["status"], read["answer"]).ShouldBe(("rejected", "It was up."));
        otherwise.Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task WriteOff_OfAnInvoiceThatNobodyPays_EndsItsCollection()
    {
        var tenant = await world.NewTenantAsync("pm_card_chargeCustomerFail");
        var invoice = Billed.InvoiceOf(tenant);
        await world.UntilAsync(tenant, invoice, "past_due");

        var path = $"/fleet/v1/organizations/{tenant.Organization}/invoices/{invoice}/write-off";
        (await tenant.StaffAsync(path, new { }))["status"].ShouldBe("written_off");

        await world.UntilAsync(tenant, invoice, "written_off");
        var pay = await tenant.Client.PostJsonAsync($"/billing/v1/invoices/{invoice}/pay", new { });
        (pay.Status, pay["errors[0].code"]).ShouldBe((HttpStatusCode.Conflict, "invoice_not_payable"));
    }

    [Fact]
    public async Task Reconciliation_OfAllOrganizations_FindsNothing()
    {
        var tenant = await world.NewTenantAsync();
        await world.UntilAsync(tenant, Billed.InvoiceOf(tenant), "paid");

        var begun = await tenant.StaffAsync("/fleet/v1/reconciliations", new { });
        begun.Status.ShouldBe(HttpStatusCode.Accepted, begun.Text);
        var done = await Eventually.GetAsync(
            async () =>
            {
                var run = await tenant.StaffAsync($"/fleet/v1/reconciliations/{begun["id"]}");
                return run.Status == HttpStatusCode.OK ? run : null;
            },
            () => Task.FromResult(begun.Text)
        );

        done.Json["differences"]!.Where(d => (string?)d["organization"] == tenant.Organization).ShouldBeEmpty();
        ((int)done.Json["organizations"]!).ShouldBeGreaterThan(0);
        (await tenant.StaffAsync("/fleet/v1/reconciliations")).Text.ShouldContain(begun["id"]);
    }

    [Theory]
    [InlineData("", "t=1,v1=00")]
    [InlineData("{}", "t=1,v1=00")]
    [InlineData("{}", "nonsense")]
    [InlineData("\u0000", "t=99999999999999999999,v1=")]
    public async Task Webhook_ThatIsNotStripes_IsRefused(string body, string signature)
    {
        using var client = world.Api.Anonymous();

        var reply = await client.CallAsync(
            HttpMethod.Post,
            "/billing/v1/stripe/webhook",
            body,
            ("Stripe-Signature", signature)
        );

        (reply.Status, reply["errors[0].code"]).ShouldBe((HttpStatusCode.BadRequest, "invalid_signature"));
    }

    private async Task HeldAsync(Tenant tenant, bool held)
    {
        var last = "";
        await Eventually.HoldsAsync(
            async () =>
            {
                await world.Api.HeartbeatAsync("aws/us-west-2", world.Api.Clock.GetUtcNow());
                var create = await tenant.Client.PostJsonAsync(
                    "/cmk/v2/clusters",
                    tenant.ClusterBody($"c{Guid.NewGuid():N}")
                );
                last = create.Text;
                if (held && create.Status == HttpStatusCode.PaymentRequired)
                    return create["errors[0].code"] == "payment_overdue";
                if (!held && create.Status == HttpStatusCode.Accepted)
                    return true;
                if (held)
                    world.Api.Clock.Advance(TimeSpan.FromHours(12));
                return false;
            },
            () => Task.FromResult(last)
        );
    }
}
