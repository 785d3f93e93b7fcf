using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Payments;
using Mothership.Payments.Collecting;

namespace Mothership.Shared.Tests.Payments;

public sealed class CollectingTests
{
    [Fact]
    public async Task Charge_WithAGoodCard_IsPaidOnceAndPosted()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();

        var row = await world.ChargeAsync(invoice.Id);

        (row.Status, row.Paid, row.Due).ShouldBe((InvoiceStatus.Paid, 17280L, 0L));
        var held = world.Stripe.Books.Invoices().ShouldHaveSingleItem();
        held.Metadata["mothership_invoice"].ShouldBe(invoice.Id);
        held.Total.ShouldBe(17280);
        var balances = await world.BalancesAsync();
        balances["USD", LedgerAccount.Cash].ShouldBe(17280);
        balances["USD", LedgerAccount.Receivable].ShouldBe(0);
        balances["USD", LedgerAccount.Revenue].ShouldBe(-17280);
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Charge_TenTimesAndTenAtOnce_IsPaidOnce()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => world.ChargeAsync(invoice.Id)));
        for (var i = 0; i < 10; i++)
            await world.ChargeAsync(invoice.Id);

        world.Stripe.Books.Payments().ShouldHaveSingleItem();
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Charge_WithoutAKey_CallsNobody_AndIsMadeUpForOnceThereIsOne()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();
        world.Secrets.Remove(StripeSettings.ApiKeySecret);
        var before = world.Stripe.Requests.Values.Sum();

        (await world.Collector.ChargeAsync(world.Scope, invoice.Id, default))!.Status.ShouldBe(
            InvoiceStatus.NotCharged
        );

        world.Stripe.Requests.Values.Sum().ShouldBe(before);
        world.Secrets[StripeSettings.ApiKeySecret] = world.Stripe.ApiKey;
        (await world.ChargeAsync(invoice.Id)).Status.ShouldBe(InvoiceStatus.Paid);
    }

    [Fact]
    public async Task Charge_WithoutACard_WaitsForOneAndIsThenPaid()
    {
        await using var world = await PaymentWorld.OpenAsync(card: null);
        var invoice = await world.AddInvoiceAsync();

        var waiting = await world.ChargeAsync(invoice.Id);
        await world.UseCardAsync("pm_card_visa");
        var paid = await world.InsistAsync(
            () => world.Collector.ChargeAsync(world.Scope, invoice.Id, default),
            row => row.IsAtRest
        );

        (waiting.Status, waiting.Failure!.Code).ShouldBe((InvoiceStatus.PastDue, "no_payment_method"));
        waiting.HostedUrl.ShouldNotBeNull();
        paid.Status.ShouldBe(InvoiceStatus.Paid);
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Charge_WithACardThatIsDeclined_IsPastDueAndTriedOnce_UntilSomebodyTriesAgain()
    {
        await using var world = await PaymentWorld.OpenAsync("pm_card_chargeCustomerFail");
        var invoice = await world.AddInvoiceAsync();

        var declined = await world.ChargeAsync(invoice.Id);
        await world.Collector.ChargeAsync(world.Scope, invoice.Id, default);
        await world.Collector.ChargeAsync(world.Scope, invoice.Id, default);

        (declined.Status, declined.Due).ShouldBe((InvoiceStatus.PastDue, 17280L));
        declined.Failure!.Code.ShouldBe("generic_decline");
        declined.FailedAt.ShouldNotBeNull();
        world.Stripe.Books.Charges().Count.ShouldBe(1);
        await world.UseCardAsync("pm_card_visa");
        var paid = await world.Collector.RetryAsync(world.Scope, invoice.Id, null, default);
        paid!.Status.ShouldBe(InvoiceStatus.Paid);
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Retry_OfTheSameStepTwice_IsOneAttempt()
    {
        await using var world = await PaymentWorld.OpenAsync("pm_card_chargeCustomerFail");
        var invoice = await world.AddInvoiceAsync();
        await world.ChargeAsync(invoice.Id);

        await world.Collector.RetryAsync(world.Scope, invoice.Id, 1, default);
        await world.Collector.RetryAsync(world.Scope, invoice.Id, 1, default);
        await world.Collector.RetryAsync(world.Scope, invoice.Id, 2, default);

        world.Stripe.Books.Charges().Count.ShouldBe(3);
        (await world.RowAsync(invoice.Id)).Rung.ShouldBe(2);
    }

    [Fact]
    public async Task Charge_WithACardThatWantsConfirmation_AsksTheCustomer_AndIsPaidWhenItConfirms()
    {
        await using var world = await PaymentWorld.OpenAsync("pm_card_authenticationRequired");
        var invoice = await world.AddInvoiceAsync();

        var row = await world.Collector.ChargeAsync(world.Scope, invoice.Id, default);

        row!.Status.ShouldBe(InvoiceStatus.ActionRequired);
        row.HostedUrl.ShouldNotBeNull();
        world.Stripe.Control.PayOnPage(row.ProviderId!).ShouldBeTrue();
        await world.DeliverAsync();
        (await world.RowAsync(invoice.Id)).Status.ShouldBe(InvoiceStatus.Paid);
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Negative_BecomesABalance_ThatTheNextInvoiceUses()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var credit = await world.AddNegativeAsync("2027-02", -100m);
        var invoice = await world.AddInvoiceAsync();

        var credited = await world.ChargeAsync(credit.Id);
        var paid = await world.ChargeAsync(invoice.Id);

        (credited.Status, credited.IsAtRest).ShouldBe((InvoiceStatus.Credited, true));
        (paid.BalanceApplied, paid.Paid, paid.Due).ShouldBe((10000L, 7280L, 0L));
        world.Stripe.Books.BalanceChanges().Count.ShouldBe(2);
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Zero_IsSettledWithoutACall()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var nothing = await world.AddNegativeAsync("2027-02", 0m);

        (await world.RowAsync(nothing.Id)).Status.ShouldBe(InvoiceStatus.Paid);
        (await UnsettledAsync(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unsettled_NamesAnInvoiceUntilItIsDropped_AndAgainWhenSomethingHappens()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();
        var entry = (await UnsettledAsync(world)).ShouldHaveSingleItem();
        entry.Invoice.ShouldBe(invoice.Id);
        await world.ChargeAsync(invoice.Id);
        await world.Payments.DropAsync(world.Scope, entry, default);
        var renewed = await UnsettledAsync(world);
        await world.Payments.DropAsync(world.Scope, renewed.ShouldHaveSingleItem("written since"), default);
        (await UnsettledAsync(world)).ShouldBeEmpty();

        world.Stripe.Control.Dispute(world.Stripe.Books.Payments()[0].Id);
        await world.DeliverAsync();

        (await UnsettledAsync(world)).ShouldHaveSingleItem();
        (await world.RowAsync(invoice.Id)).Status.ShouldBe(InvoiceStatus.Disputed);
    }

    [Theory]
    [InlineData(true, InvoiceStatus.Paid)]
    [InlineData(false, InvoiceStatus.WrittenOff)]
    public async Task Dispute_Decided_ReturnsTheMoneyOrLosesIt(bool won, InvoiceStatus status)
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();
        await world.ChargeAsync(invoice.Id);
        var dispute = world.Stripe.Control.Dispute(world.Stripe.Books.Payments()[0].Id);
        await world.DeliverAsync();

        world.Stripe.Control.DecideDispute(dispute, won);
        await world.DeliverAsync();

        (await world.RowAsync(invoice.Id)).Status.ShouldBe(status);
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task GiveUp_OfAnOpenInvoice_IsWrittenOffHereAndThere()
    {
        await using var world = await PaymentWorld.OpenAsync("pm_card_chargeCustomerFail");
        var invoice = await world.AddInvoiceAsync();
        await world.ChargeAsync(invoice.Id);

        var row = await world.Collector.GiveUpAsync(world.Scope, invoice.Id, default);

        row!.Status.ShouldBe(InvoiceStatus.WrittenOff);
        world.Stripe.Books.Invoices()[0].Status.ShouldBe("uncollectible");
        (await world.BalancesAsync())["USD", LedgerAccount.WriteOffs].ShouldBe(17280);
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Webhooks_TwiceAndBackwards_ComeToTheSame()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();
        await world.ChargeAsync(invoice.Id);
        var before = await world.LedgerAsync();

        await world.DeliverAsync(all => all.Reverse().Concat(all).Concat(all));

        (await world.LedgerAsync()).ShouldBe(before);
        (await world.RowAsync(invoice.Id)).Status.ShouldBe(InvoiceStatus.Paid);
    }

    [Fact]
    public async Task Webhook_TooOldOrChanged_IsNotTaken()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();
        await world.ChargeAsync(invoice.Id);
        var webhook = world.Stripe.TakeWebhooks()[0];

        (await world.Notices.HandleAsync(webhook.Body + " ", webhook.Signature, default)).IsGenuine.ShouldBeFalse();
        (await world.Notices.HandleAsync(webhook.Body, "t=1,v1=00", default)).IsGenuine.ShouldBeFalse();
        (await world.Notices.HandleAsync(webhook.Body, "nonsense", default)).IsGenuine.ShouldBeFalse();
        world.Clock.Advance(TimeSpan.FromSeconds(301));
        (await world.Notices.HandleAsync(webhook.Body, webhook.Signature, default)).IsGenuine.ShouldBeFalse();
    }

    private static async Task<List<UnsettledInvoice>> UnsettledAsync(PaymentWorld world)
    {
        var all = new List<UnsettledInvoice>();
        await foreach (var entry in world.Payments.UnsettledAsync(default))
            all.Add(entry);
        return all;
    }

    [Theory]
    [InlineData("JPY", "0.001", 173, 173)]
    [InlineData("KWD", "0.001", 172800, 172800)]
    [InlineData("ISK", "0.001", 173, 17300)]
    public async Task Charge_InAnotherCurrency_IsExact(string currency, string price, long minor, long theirs)
    {
        await using var world = await PaymentWorld.OpenAsync();
        var exact = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture);
        var invoice = await world.AddInvoiceAsync(price: exact, currency: currency);

        var row = await world.ChargeAsync(invoice.Id);

        (row.Status, row.Paid).ShouldBe((InvoiceStatus.Paid, minor));
        world.Stripe.Books.Payments().ShouldHaveSingleItem().Amount.ShouldBe(theirs);
        (await world.Reconciler.RunAsync(world.Scope, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Charge_OfWhatCannotBeChargedExactly_WaitsForAPerson()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync(price: 0.0010001m, currency: "KWD");

        var row = await world.Collector.ChargeAsync(world.Scope, invoice.Id, default);

        row!.Problem.ShouldNotBeNull().ShouldContain("cannot be charged");
        world.Stripe.Books.Payments().ShouldBeEmpty();
        world.Stripe.Books.Charges().ShouldBeEmpty();
    }

    [Fact]
    public async Task GiveUp_WithoutAKey_IsWrittenOffHere()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();
        world.Secrets.Remove(StripeSettings.ApiKeySecret);

        var row = await world.Collector.GiveUpAsync(world.Scope, invoice.Id, default);

        (row!.Status, row.IsAtRest).ShouldBe((InvoiceStatus.WrittenOff, true));
    }
}
