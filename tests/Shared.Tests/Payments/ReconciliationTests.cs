using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Stripe;
using InvoicePayment = Mothership.Domain.Payments.InvoicePayment;

namespace Mothership.Shared.Tests.Payments;

public sealed class ReconciliationTests
{
    private static readonly InvoicePayment Paid = PaymentDecider.Observe(Seen.Row(), Seen.Paid(), Seen.Now)!.Next with
    {
        Posted = [],
    };

    private static IReadOnlyList<DifferenceKind> Compare(InvoicePayment row, params ProviderInvoice[] theirs) =>
        [
            .. Reconciliation
                .Compare(Seen.Organization, [row], [], theirs, null, Seen.Now)
                .Where(d => d.Kind != DifferenceKind.Ledger)
                .Select(d => d.Kind),
        ];

    [Fact]
    public void Compare_MissingThere_IsFound() => Compare(Paid).ShouldBe([DifferenceKind.MissingAtProvider]);

    [Fact]
    public void Compare_TwiceThere_IsFound() =>
        Compare(Paid with { Posted = ["payment:pi_1"] }, Seen.Paid(), Seen.Paid() with { Id = "in_2" })
            .ShouldContain(DifferenceKind.Doubled);

    [Fact]
    public void Compare_AnotherAmount_IsFound() =>
        Compare(Paid, Seen.Paid() with { Total = 999 }).ShouldBe([DifferenceKind.Amount]);

    [Fact]
    public void Compare_UnknownHere_IsFound() =>
        Compare(
                Paid with
                {
                    Posted = ["payment:pi_1"],
                },
                Seen.Paid(),
                Seen.Paid() with
                {
                    Id = "in_9",
                    Invoice = "inv-9",
                }
            )
            .ShouldBe([DifferenceKind.UnknownToUs]);

    [Fact]
    public void Compare_AnotherState_IsFound() =>
        Compare(Seen.Row(1000, InvoiceStatus.Open) with { ProviderId = "in_1" }, Seen.Paid())
            .ShouldBe([DifferenceKind.State]);

    [Fact]
    public void Compare_ALedgerThatLacksAPosting_IsFound() =>
        Reconciliation
            .Compare(Seen.Organization, [Paid with { Posted = ["payment:pi_1"] }], [], [Seen.Paid()], null, Seen.Now)
            .ShouldContain(d => d.Kind == DifferenceKind.Ledger && d.Ours.Contains("payment:pi_1"));

    [Fact]
    public void Compare_ABalanceThatDiffers_IsFound() =>
        Reconciliation
            .Compare(Seen.Organization, [], [], [], ("USD", -5), Seen.Now)
            .ShouldHaveSingleItem()
            .Kind.ShouldBe(DifferenceKind.Balance);

    [Fact]
    public async Task Run_AfterLostMessages_PutsRightWhatTheyWouldHaveBrought()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();
        await world.ChargeAsync(invoice.Id);
        world.Stripe.Control.Dispute(world.Stripe.Books.Payments()[0].Id);

        var found = await world.Reconciler.RunAsync(world.Scope, default);

        var difference = found.ShouldHaveSingleItem();
        (difference.Kind, difference.Repaired).ShouldBe((DifferenceKind.State, true));
        (await world.RowAsync(invoice.Id)).Status.ShouldBe(InvoiceStatus.Disputed);
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Run_WithAnInvoiceOfNobody_ReportsItEachTimeAndTouchesNothing()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();
        await world.ChargeAsync(invoice.Id);
        var account = (await world.Get<IPaymentAccountStore>().FindAsync(world.Scope, default))!.Value;
        var client = new StripeClient(world.Stripe.ApiKey, apiBase: world.Stripe.BaseAddress.ToString().TrimEnd('/'));
        await new InvoiceService(client).CreateAsync(new() { Customer = account.Customer, AutoAdvance = false });

        for (var i = 0; i < 2; i++)
        {
            var difference = (await world.Reconciler.RunAsync(world.Scope, default)).ShouldHaveSingleItem();
            (difference.Kind, difference.Repaired).ShouldBe((DifferenceKind.UnknownToUs, false));
        }
    }
}
