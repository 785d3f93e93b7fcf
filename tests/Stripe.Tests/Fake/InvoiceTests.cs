using Mothership.Local.FakeStripe;

namespace Stripe.Tests.Fake;

public sealed class InvoiceTests : IAsyncLifetime
{
    private Rig _rig = null!;

    public async Task InitializeAsync() => _rig = await Rig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Pay_GoodCard_PaysTheSumOfTheLines()
    {
        var customer = await _rig.CustomerAsync();
        var draft = await _rig.DraftAsync(customer.Id, 1000, 250, -50);
        (draft.Status, draft.Total, draft.AmountDue, draft.Number).ShouldBe(("draft", 1200, 1200, null));
        var open = await _rig.Api.Invoices.FinalizeInvoiceAsync(draft.Id);
        (open.Status, open.AmountRemaining).ShouldBe(("open", 1200));
        open.Number.ShouldEndWith("-0001");
        open.HostedInvoiceUrl.ShouldStartWith(_rig.Server.BaseAddress.ToString());
        var paid = await _rig.Api.Invoices.PayAsync(draft.Id);
        (paid.Status, paid.AmountPaid, paid.AmountRemaining, paid.AttemptCount).ShouldBe(("paid", 1200, 0, 1));
        paid.StatusTransitions.PaidAt.ShouldBe(Rig.Start.UtcDateTime);
        var charge = (await _rig.Api.Charges.ListAsync(new() { Customer = customer.Id })).ShouldHaveSingleItem();
        (charge.Amount, charge.Status, charge.Paid).ShouldBe((1200, "succeeded", true));
    }

    [Fact]
    public async Task Pay_Events_TellTheWholeStory()
    {
        var customer = await _rig.CustomerAsync();
        _rig.EventTypes();
        await _rig.PaidAsync(customer.Id, 1000);
        _rig.EventTypes()
            .ShouldBe([
                "invoice.created",
                "invoiceitem.created",
                "payment_intent.created",
                "invoice.finalized",
                "invoice.updated",
                "invoice_payment.paid",
                "charge.succeeded",
                "payment_intent.succeeded",
                "invoice.updated",
                "invoice.paid",
                "invoice.payment_succeeded",
            ]);
    }

    [Fact]
    public async Task Pay_DecliningCard_Is402AndTheInvoiceStaysOpen()
    {
        var customer = await _rig.CustomerAsync("pm_card_chargeCustomerFail");
        var open = await _rig.OpenAsync(customer.Id, 1000);
        var error = await Rig.RefusedAsync(() => _rig.Api.Invoices.PayAsync(open.Id), 402);
        (error.Type, error.Code, error.DeclineCode).ShouldBe(("card_error", "card_declined", "generic_decline"));
        error.Charge.ShouldStartWith("ch_");
        error.PaymentIntent.Status.ShouldBe("requires_payment_method");
        var after = await _rig.Api.Invoices.GetAsync(open.Id);
        (after.Status, after.Attempted, after.AttemptCount, after.AmountPaid).ShouldBe(("open", true, 1, 0));
        _rig.Server.Books.Payments().ShouldBeEmpty();
        _rig.EventTypes().ShouldContain("invoice.payment_failed");
    }

    [Fact]
    public async Task Pay_CardThatWantsItsOwner_WaitsAndGoesOn()
    {
        var customer = await _rig.CustomerAsync("pm_card_authenticationRequired");
        var open = await _rig.OpenAsync(customer.Id, 1000);
        var error = await Rig.RefusedAsync(() => _rig.Api.Invoices.PayAsync(open.Id), 402);
        error.Code.ShouldBe("invoice_payment_intent_requires_action");
        error.PaymentIntent.NextAction.RedirectToUrl.Url.ShouldContain(error.PaymentIntent.Id);
        _rig.EventTypes().ShouldContain("invoice.payment_action_required");
        _rig.Server.Control.Authenticate(error.PaymentIntent.Id);
        (await _rig.Api.Invoices.GetAsync(open.Id)).Status.ShouldBe("paid");
    }

    [Fact]
    public async Task Pay_WithoutCard_IsRefused()
    {
        var open = await _rig.OpenAsync((await _rig.CustomerAsync(null)).Id, 1000);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.PayAsync(open.Id), 400);
    }

    [Fact]
    public async Task Steps_AtTheWrongTime_AreRefused()
    {
        var customer = await _rig.CustomerAsync();
        var draft = await _rig.DraftAsync(customer.Id, 1000);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.PayAsync(draft.Id), 400);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.VoidInvoiceAsync(draft.Id), 400);
        var open = await _rig.Api.Invoices.FinalizeInvoiceAsync(draft.Id);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.FinalizeInvoiceAsync(open.Id), 400);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.DeleteAsync(open.Id), 400);
        var late = await Rig.RefusedAsync(
            () =>
                _rig.Api.InvoiceItems.CreateAsync(
                    new()
                    {
                        Customer = customer.Id,
                        Invoice = open.Id,
                        Amount = 1,
                        Currency = "usd",
                    }
                ),
            400
        );
        late.Code.ShouldBe("invoice_not_editable");
        await _rig.Api.Invoices.PayAsync(open.Id);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.PayAsync(open.Id), 400);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.VoidInvoiceAsync(open.Id), 400);
    }

    [Fact]
    public async Task Finalize_NothingToPay_IsPaidAtOnceWithoutCharge()
    {
        var customer = await _rig.CustomerAsync();
        var invoice = await _rig.OpenAsync(customer.Id, 500, -500);
        (invoice.Status, invoice.AmountDue, invoice.AmountPaid).ShouldBe(("paid", 0, 0));
        _rig.Server.Books.Charges().ShouldBeEmpty();
    }

    [Fact]
    public async Task Finalize_NegativeTotal_BecomesCreditOfTheNextInvoice()
    {
        var customer = await _rig.CustomerAsync();
        var credit = await _rig.OpenAsync(customer.Id, 100, -400);
        (credit.Status, credit.Total, credit.EndingBalance).ShouldBe(("paid", -300, -300));
        (await _rig.Api.Customers.GetAsync(customer.Id)).Balance.ShouldBe(-300);
        var next = await _rig.PaidAsync(customer.Id, 1000);
        (next.StartingBalance, next.EndingBalance, next.AmountDue, next.AmountPaid).ShouldBe((-300, 0, 700, 700));
        _rig.Server.Books.BalanceChanges()
            .Select(b => (b.Type, b.Amount))
            .ShouldBe([("applied_to_invoice", -300), ("applied_to_invoice", 300)]);
    }

    [Fact]
    public async Task Finalize_BelowTheMinimum_ComesOnTopOfTheNextInvoice()
    {
        var customer = await _rig.CustomerAsync();
        var small = await _rig.OpenAsync(customer.Id, 49);
        (small.Status, small.AmountDue, small.EndingBalance).ShouldBe(("paid", 0, 49));
        _rig.Server.Books.BalanceChanges().ShouldHaveSingleItem().Type.ShouldBe("invoice_too_small");
        (await _rig.PaidAsync(customer.Id, 1000)).AmountPaid.ShouldBe(1049);
    }

    [Theory]
    [InlineData("jpy", 1235)]
    [InlineData("kwd", 12350)]
    public async Task Finalize_CurrencyOfOtherDecimals_IsExact(string currency, long amount)
    {
        var customer = await _rig.CustomerAsync();
        var invoice = await _rig.Api.Invoices.CreateAsync(new() { Customer = customer.Id, Currency = currency });
        await _rig.Api.InvoiceItems.CreateAsync(
            new()
            {
                Customer = customer.Id,
                Invoice = invoice.Id,
                Amount = amount,
                Currency = currency,
            }
        );
        await _rig.Api.Invoices.FinalizeInvoiceAsync(invoice.Id);
        (await _rig.Api.Invoices.PayAsync(invoice.Id)).AmountPaid.ShouldBe(amount);
    }

    [Fact]
    public async Task Finalize_ThirdDecimalThatCannotBeCharged_IsRefused()
    {
        var customer = await _rig.CustomerAsync();
        var invoice = await _rig.Api.Invoices.CreateAsync(new() { Customer = customer.Id, Currency = "kwd" });
        await _rig.Api.InvoiceItems.CreateAsync(
            new()
            {
                Customer = customer.Id,
                Invoice = invoice.Id,
                Amount = 12345,
                Currency = "kwd",
            }
        );
        await Rig.RefusedAsync(() => _rig.Api.Invoices.FinalizeInvoiceAsync(invoice.Id), 400);
    }

    [Fact]
    public async Task Items_WithQuantityAndDecimalPrice_AreRounded()
    {
        var customer = await _rig.CustomerAsync();
        var item = await _rig.Api.InvoiceItems.CreateAsync(
            new()
            {
                Customer = customer.Id,
                Currency = "usd",
                Quantity = 3,
                UnitAmountDecimal = 33.5m,
            }
        );
        (item.Amount, item.Quantity, item.Pricing.UnitAmountDecimal).ShouldBe((101, 3, 33.5m));
        var invoice = await _rig.Api.Invoices.CreateAsync(
            new() { Customer = customer.Id, PendingInvoiceItemsBehavior = "include" }
        );
        invoice.Lines.ShouldHaveSingleItem().Amount.ShouldBe(101);
        _rig.Server.Books.PendingItems().ShouldBe(0);
    }

    [Fact]
    public async Task Create_PendingItems_AreLeftUnlessAskedFor()
    {
        var customer = await _rig.CustomerAsync();
        await _rig.Api.InvoiceItems.CreateAsync(
            new()
            {
                Customer = customer.Id,
                Currency = "usd",
                Amount = 5,
            }
        );
        (await _rig.Api.Invoices.CreateAsync(new() { Customer = customer.Id })).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Void_OpenInvoice_GivesTheBalanceBack()
    {
        var customer = await _rig.CustomerAsync();
        await _rig.OpenAsync(customer.Id, -300);
        var open = await _rig.OpenAsync(customer.Id, 1000);
        var voided = await _rig.Api.Invoices.VoidInvoiceAsync(open.Id);
        voided.Status.ShouldBe("void");
        (await _rig.Api.Customers.GetAsync(customer.Id)).Balance.ShouldBe(-300);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.PayAsync(open.Id), 400);
    }

    [Fact]
    public async Task MarkUncollectible_CanStillBePaid()
    {
        var open = await _rig.OpenAsync((await _rig.CustomerAsync()).Id, 1000);
        (await _rig.Api.Invoices.MarkUncollectibleAsync(open.Id)).Status.ShouldBe("uncollectible");
        (await _rig.Api.Invoices.PayAsync(open.Id)).Status.ShouldBe("paid");
    }

    [Fact]
    public async Task Pay_OutOfBand_ChargesNothing()
    {
        var open = await _rig.OpenAsync((await _rig.CustomerAsync(null)).Id, 1000);
        var paid = await _rig.Api.Invoices.PayAsync(open.Id, new() { PaidOutOfBand = true });
        (paid.Status, paid.AmountPaid).ShouldBe(("paid", 1000));
        _rig.Server.Books.Charges().ShouldBeEmpty();
        _rig.Server.Books.Totals("usd").PaidOutOfBand.ShouldBe(1000);
    }

    [Fact]
    public async Task AutoAdvance_Draft_IsFinalisedAndCollectedAfterAnHour()
    {
        var customer = await _rig.CustomerAsync();
        var invoice = await _rig.Api.Invoices.CreateAsync(
            new()
            {
                Customer = customer.Id,
                AutoAdvance = true,
                Currency = "usd",
            }
        );
        invoice.AutomaticallyFinalizesAt.ShouldBe(Rig.Start.UtcDateTime.AddHours(1));
        await _rig.Api.InvoiceItems.CreateAsync(
            new()
            {
                Customer = customer.Id,
                Invoice = invoice.Id,
                Amount = 700,
                Currency = "usd",
            }
        );
        _rig.Clock.Advance(TimeSpan.FromMinutes(59));
        (await _rig.Api.Invoices.GetAsync(invoice.Id)).Status.ShouldBe("draft");
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        var paid = await _rig.Api.Invoices.GetAsync(invoice.Id);
        (paid.Status, paid.AmountPaid).ShouldBe(("paid", 700));
    }

    [Fact]
    public async Task Collection_FailedAttempts_AreRepeatedByTheClock()
    {
        await using var rig = await Rig.StartAsync(
            new() { CollectionRetries = [TimeSpan.FromDays(1), TimeSpan.FromDays(3)] }
        );
        var customer = await rig.CustomerAsync("pm_card_chargeCustomerFail");
        var draft = await rig.DraftAsync(customer.Id, 900);
        var open = await rig.Api.Invoices.FinalizeInvoiceAsync(draft.Id, new() { AutoAdvance = true });
        (open.Status, open.AttemptCount, open.NextPaymentAttempt).ShouldBe(
            ("open", 1, Rig.Start.UtcDateTime.AddDays(1))
        );
        rig.Clock.Advance(TimeSpan.FromDays(1));
        (await rig.Api.Invoices.GetAsync(open.Id)).AttemptCount.ShouldBe(2);
        rig.Server.Control.SetCard(
            customer.InvoiceSettings.DefaultPaymentMethodId,
            Mothership.Local.FakeStripe.Payments.CardBehaviour.Pays
        );
        rig.Clock.Advance(TimeSpan.FromDays(3));
        (await rig.Api.Invoices.GetAsync(open.Id)).Status.ShouldBe("paid");
    }

    [Fact]
    public async Task PayOnPage_OpenInvoice_IsPaid()
    {
        var open = await _rig.OpenAsync((await _rig.CustomerAsync("pm_card_chargeCustomerFail")).Id, 1000);
        _rig.Server.Control.PayOnPage(open.Id, "pm_card_chargeDeclined").ShouldBeFalse();
        _rig.Server.Control.PayOnPage(open.Id).ShouldBeTrue();
        (await _rig.Api.Invoices.GetAsync(open.Id)).Status.ShouldBe("paid");
    }

    [Fact]
    public async Task Expand_PaymentsChargeAndBalanceTransaction_AreWholeObjects()
    {
        var paid = await _rig.PaidAsync((await _rig.CustomerAsync()).Id, 1000);
        var options = new InvoiceGetOptions { Expand = ["payments", "customer"] };
        var invoice = await _rig.Api.Invoices.GetAsync(paid.Id, options);
        invoice.Customer.Name.ShouldBe("Ada");
        var payment = invoice.Payments.ShouldHaveSingleItem();
        (payment.Status, payment.AmountPaid).ShouldBe(("paid", 1000));
        var intent = await _rig.Api.PaymentIntents.GetAsync(
            payment.Payment.PaymentIntentId,
            new() { Expand = ["latest_charge.balance_transaction"] }
        );
        intent.LatestCharge.BalanceTransaction.Net.ShouldBe(1000 - 59);
        await Rig.RefusedAsync(() => _rig.Api.Invoices.GetAsync(paid.Id, new() { Expand = ["nothing"] }), 400);
    }
}
