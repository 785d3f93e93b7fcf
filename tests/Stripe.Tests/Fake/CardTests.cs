using Stripe.Checkout;

namespace Stripe.Tests.Fake;

public sealed class CardTests : IAsyncLifetime
{
    private Rig _rig = null!;
    private string _customer = "";

    public async Task InitializeAsync()
    {
        _rig = await Rig.StartAsync();
        _customer = (await _rig.CustomerAsync(null)).Id;
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Attach_CardThatIsRefused_Is402()
    {
        var error = await Rig.RefusedAsync(
            () =>
                _rig.Api.PaymentMethods.AttachAsync(
                    "pm_card_chargeDeclinedInsufficientFunds",
                    new() { Customer = _customer }
                ),
            402
        );
        (error.Code, error.DeclineCode).ShouldBe(("card_declined", "insufficient_funds"));
        (await CardsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Attach_ThenDetach_LeavesNoCardAndNoDefault()
    {
        var card = await _rig.Api.PaymentMethods.AttachAsync("pm_card_visa", new() { Customer = _customer });
        await _rig.Api.Customers.UpdateAsync(
            _customer,
            new() { InvoiceSettings = new() { DefaultPaymentMethod = card.Id } }
        );
        (await CardsAsync()).ShouldHaveSingleItem().Card.Last4.ShouldBe("4242");
        await _rig.Api.PaymentMethods.DetachAsync(card.Id);
        (await CardsAsync()).ShouldBeEmpty();
        (await _rig.Api.Customers.GetAsync(_customer)).InvoiceSettings.DefaultPaymentMethodId.ShouldBeNull();
    }

    [Fact]
    public async Task Update_DefaultThatIsSomeoneElses_IsRefused()
    {
        var other = await _rig.CustomerAsync(name: "Eve");
        var theirs = other.InvoiceSettings.DefaultPaymentMethodId;
        await Rig.RefusedAsync(
            () =>
                _rig.Api.Customers.UpdateAsync(
                    _customer,
                    new() { InvoiceSettings = new() { DefaultPaymentMethod = theirs } }
                ),
            400
        );
    }

    [Fact]
    public async Task Checkout_GoodCard_AttachesItAndTells()
    {
        var session = await SessionAsync();
        (session.Status, session.Mode, session.PaymentStatus).ShouldBe(("open", "setup", "no_payment_required"));
        _rig.EventTypes();
        _rig.Server.Control.CompleteCheckout(session.Id).ShouldBeTrue();
        _rig.EventTypes().ShouldBe(["payment_method.attached", "setup_intent.succeeded", "checkout.session.completed"]);
        var complete = await _rig.Api.Checkout.Sessions.GetAsync(session.Id, new() { Expand = ["setup_intent"] });
        complete.Status.ShouldBe("complete");
        complete.Url.ShouldBeNull();
        complete.SetupIntent.Status.ShouldBe("succeeded");
        (await CardsAsync()).ShouldHaveSingleItem().Id.ShouldBe(complete.SetupIntent.PaymentMethodId);
        (await _rig.Api.Customers.GetAsync(_customer)).InvoiceSettings.DefaultPaymentMethodId.ShouldBeNull(
            "the real one does not make it the default either"
        );
    }

    [Fact]
    public async Task Checkout_RefusedCard_CanBeTriedAgain()
    {
        var session = await SessionAsync();
        _rig.Server.Control.CompleteCheckout(session.Id, "pm_card_chargeDeclined").ShouldBeFalse();
        _rig.Server.Control.CompleteCheckout(session.Id, "pm_card_authenticationRequired", authenticates: false)
            .ShouldBeFalse();
        _rig.Server.Control.CompleteCheckout(session.Id, "pm_card_authenticationRequiredOnSetup").ShouldBeTrue();
        _rig.EventTypes().Count(t => t == "setup_intent.setup_failed").ShouldBe(2);
    }

    [Fact]
    public async Task Checkout_AfterADay_HasExpired()
    {
        var session = await SessionAsync();
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        (await _rig.Api.Checkout.Sessions.GetAsync(session.Id)).Status.ShouldBe("expired");
        _rig.Server.Control.CompleteCheckout(session.Id).ShouldBeFalse();
    }

    [Fact]
    public async Task Card_AuthenticatedWhenSetUp_PaysWithoutItsOwner()
    {
        var session = await SessionAsync();
        _rig.Server.Control.CompleteCheckout(session.Id, "pm_card_authenticationRequiredOnSetup");
        var card = (await CardsAsync()).Single();
        var open = await _rig.OpenAsync(_customer, 1000);
        (await _rig.Api.Invoices.PayAsync(open.Id, new() { PaymentMethod = card.Id })).Status.ShouldBe("paid");
    }

    [Fact]
    public async Task SetupIntent_Confirmed_AttachesTheCard()
    {
        var intent = await _rig.Api.SetupIntents.CreateAsync(
            new()
            {
                Customer = _customer,
                PaymentMethod = "pm_card_mastercard",
                Confirm = true,
            }
        );
        intent.Status.ShouldBe("succeeded");
        (await CardsAsync()).ShouldHaveSingleItem().Card.Brand.ShouldBe("mastercard");
        var refused = await Rig.RefusedAsync(
            () =>
                _rig.Api.SetupIntents.CreateAsync(
                    new()
                    {
                        Customer = _customer,
                        PaymentMethod = "pm_card_chargeDeclined",
                        Confirm = true,
                    }
                ),
            402
        );
        refused.SetupIntent.Status.ShouldBe("requires_payment_method");
    }

    [Fact]
    public async Task Pages_PersonWithABrowser_SavesACardAndPays()
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var session = await SessionAsync();
        (await browser.GetStringAsync(session.Url)).ShouldContain("Save card");
        var declined = await Post(browser, session.Url, "card=pm_card_chargeDeclined");
        (await declined.Content.ReadAsStringAsync()).ShouldContain("Your card was declined.");
        var bank = await Post(browser, session.Url, "card=pm_card_authenticationRequired");
        var page = new Uri(_rig.Server.BaseAddress, bank.Headers.Location!);
        (await browser.GetStringAsync(page)).ShouldContain("Yes, complete");
        var done = await Post(browser, page.ToString(), "outcome=complete");
        done.Headers.Location!.ToString().ShouldBe($"https://shop.example/done?s={session.Id}");
        var open = await _rig.OpenAsync(_customer, 1000);
        (await browser.GetStringAsync(open.HostedInvoiceUrl)).ShouldContain("Pay 1000 usd");
        var paid = await Post(browser, open.HostedInvoiceUrl, "card=pm_card_visa");
        (await paid.Content.ReadAsStringAsync()).ShouldContain("<b>paid</b>");
        (await browser.GetAsync(new Uri(_rig.Server.BaseAddress, "i/in_none"))).StatusCode.ShouldBe(
            System.Net.HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task Dispute_CardOfThatKind_TakesTheMoneyUntilItIsWon()
    {
        var owner = await _rig.CustomerAsync("pm_card_createDispute", "Eve");
        await _rig.PaidAsync(owner.Id, 1000);
        var dispute = (await _rig.Api.Disputes.ListAsync()).ShouldHaveSingleItem();
        (dispute.Amount, dispute.Status, dispute.Reason).ShouldBe((1000, "needs_response", "fraudulent"));
        var error = await Rig.RefusedAsync(
            () => _rig.Api.Refunds.CreateAsync(new() { Charge = dispute.ChargeId }),
            400
        );
        error.Code.ShouldBe("charge_disputed");
        var won = await _rig.Api.Disputes.UpdateAsync(
            dispute.Id,
            new() { Evidence = new() { UncategorizedText = "winning_evidence" } }
        );
        won.Status.ShouldBe("won");
        _rig.EventTypes()
            .Where(t => t.StartsWith("charge.dispute"))
            .ShouldBe([
                "charge.dispute.created",
                "charge.dispute.funds_withdrawn",
                "charge.dispute.updated",
                "charge.dispute.funds_reinstated",
                "charge.dispute.closed",
            ]);
        won.BalanceTransactions.Sum(b => b.Amount).ShouldBe(0);
    }

    [Fact]
    public async Task Dispute_AtTheBank_CanBeAcceptedOrLost()
    {
        var owner = await _rig.CustomerAsync(name: "Eve");
        await _rig.PaidAsync(owner.Id, 1000);
        var id = _rig.Server.Control.Dispute(_rig.Server.Books.Payments().Single().Id, 400);
        (await _rig.Api.Disputes.CloseAsync(id)).Status.ShouldBe("lost");
        await Rig.RefusedAsync(() => _rig.Api.Disputes.CloseAsync(id), 400);
        _rig.Server.Books.Totals("usd").DisputesLostOrOpen.ShouldBe(400);
    }

    private static Task<HttpResponseMessage> Post(HttpClient browser, string url, string form) =>
        browser.PostAsync(url, new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"));

    private Task<Session> SessionAsync() =>
        _rig.Api.Checkout.Sessions.CreateAsync(
            new()
            {
                Mode = "setup",
                Customer = _customer,
                Currency = "usd",
                SuccessUrl = "https://shop.example/done?s={CHECKOUT_SESSION_ID}",
                CancelUrl = "https://shop.example/",
            }
        );

    private async Task<List<PaymentMethod>> CardsAsync() =>
        (await _rig.Api.PaymentMethods.ListAsync(new() { Customer = _customer, Type = "card" })).Data;
}
