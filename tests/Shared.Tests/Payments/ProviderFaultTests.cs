using Mothership.Domain.Payments;
using Mothership.Local.FakeStripe.Faults;

namespace Mothership.Shared.Tests.Payments;

/// <summary>
/// Every request of a flow with every fault, before and after its effect: nothing is there twice, nothing is lost, and
/// our books are the provider's.
/// </summary>
public sealed class ProviderFaultTests
{
    // An answer that never comes is to the client what a broken connection is, and takes its time: changes only.
    private static readonly Fault[] Quick = [.. Enum.GetValues<Fault>().Where(f => f != Fault.HangAfter)];

    [Fact]
    public async Task Charge_EveryRequestWithEveryFault_IsPaidExactlyOnce()
    {
        var (count, changes) = await CountAsync(ChargeAsync);
        count.ShouldBeGreaterThan(12);

        for (var request = 1; request <= count; request++)
            foreach (var fault in Quick)
                await RunAsync(request, fault, ChargeAsync);
        for (var change = 1; change <= changes; change++)
            await RunAsync(change, Fault.HangAfter, ChargeAsync);
    }

    [Fact]
    public async Task Refund_EveryRequestWithEveryFault_IsMadeExactlyOnce()
    {
        var (count, changes) = await CountAsync(RefundAsync);

        for (var request = 1; request <= count; request++)
            foreach (var fault in Quick)
                await RunAsync(request, fault, RefundAsync);
        for (var change = 1; change <= changes; change++)
            await RunAsync(change, Fault.HangAfter, RefundAsync);
    }

    [Fact]
    public async Task Balance_EveryRequestWithEveryFault_IsGrantedAndUsedExactlyOnce()
    {
        var (count, changes) = await CountAsync(BalanceAsync);

        for (var request = 1; request <= count; request++)
            foreach (var fault in Quick)
                await RunAsync(request, fault, BalanceAsync);
        for (var change = 1; change <= changes; change++)
            await RunAsync(change, Fault.HangAfter, BalanceAsync);
    }

    [Fact]
    public async Task Customer_EveryRequestWithEveryFault_IsMadeExactlyOnce()
    {
        for (var request = 1; request <= 2; request++)
            foreach (var fault in Quick)
            {
                await using var world = await PaymentWorld.OpenAsync(card: null);
                var count = 0;
                world.Stripe.Faults.Next(_ => ++count == request, fault);

                await world.InsistOnCustomerAsync();

                world.Stripe.Faults.Log.Count.ShouldBe(1, $"{fault} at request {request}");
                world.Stripe.Books.Customers().Count.ShouldBe(1, $"{fault} at request {request}");
            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Everything_WithFaultsAtRandom_AddsUp(int seed)
    {
        await using var world = await PaymentWorld.OpenAsync();
        for (var round = 0; round < 6; round++)
        {
            world.Stripe.Faults.Randomly(seed * 100 + round, 80, Quick);
            await ChargeAsync(world, $"2027-0{round + 1}");
            await RefundAsync(world, $"2026-0{round + 1}");
            world.Stripe.Faults.Stop();
            await world.ShouldAgreeAsync();
        }
        world.Stripe.Faults.Log.Count.ShouldBeGreaterThan(8);
        world.Stripe.Books.InvoicesBy("mothership_invoice").ShouldAllBe(g => g.Count() == 1);
    }

    private static Task ChargeAsync(PaymentWorld world) => ChargeAsync(world, "2027-03");

    private static async Task ChargeAsync(PaymentWorld world, string month)
    {
        var invoice = await world.AddInvoiceAsync(month);
        var row = await world.ChargeAsync(invoice.Id);
        row.Status.ShouldBe(InvoiceStatus.Paid);
        row.Paid.ShouldBe(17280);
    }

    private static Task RefundAsync(PaymentWorld world) => RefundAsync(world, "2027-03");

    private static async Task RefundAsync(PaymentWorld world, string month)
    {
        var invoice = await world.AddInvoiceAsync(month);
        await world.ChargeAsync(invoice.Id);
        await world.Issuer.IssueAsync(
            world.Scope,
            $"cn-{month}",
            invoice.Id,
            new([new(1, 72.80m)], "goodwill"),
            default
        );
        var row = await world.InsistAsync(
            () => world.Collector.PresentNotesAsync(world.Scope, invoice.Id, default),
            r => r.PendingNotes.Count == 0
        );
        (row.Status, row.Refunded, row.Credited).ShouldBe((InvoiceStatus.PartlyRefunded, 7280L, 7280L));
    }

    private static async Task BalanceAsync(PaymentWorld world)
    {
        var credit = await world.AddNegativeAsync("2027-02", -100m);
        var invoice = await world.AddInvoiceAsync();
        await world.ChargeAsync(credit.Id);
        var row = await world.ChargeAsync(invoice.Id);
        (row.Status, row.Paid, row.BalanceApplied).ShouldBe((InvoiceStatus.Paid, 7280L, 10000L));
    }

    private static async Task<(int Requests, int Changes)> CountAsync(Func<PaymentWorld, Task> flow)
    {
        await using var world = await PaymentWorld.OpenAsync();
        var (requests, changes) = (0, 0);
        world.Stripe.Faults.Next(
            candidate =>
            {
                requests++;
                changes += IsChange(candidate) ? 1 : 0;
                return false;
            },
            Fault.Before500
        );
        await flow(world);
        return (requests, changes);
    }

    private static bool IsChange(FaultCandidate candidate) =>
        candidate.Route.StartsWith("POST", StringComparison.Ordinal);

    private static async Task RunAsync(int request, Fault fault, Func<PaymentWorld, Task> flow)
    {
        var hangs = fault == Fault.HangAfter;
        await using var world = await PaymentWorld.OpenAsync(timeout: TimeSpan.FromSeconds(hangs ? 1 : 30));
        var count = 0;
        world.Stripe.Faults.Next(c => (!hangs || IsChange(c)) && ++count == request, fault);
        try
        {
            await flow(world);
            world.Stripe.Faults.Log.Count.ShouldBe(1);
            await world.ShouldAgreeAsync();
            var held = world.Stripe.Books.InvoicesBy("mothership_invoice");
            held.ShouldAllBe(invoices => invoices.Count() == 1);
            world.Stripe.Books.Customers().Count.ShouldBe(1);
        }
        catch (Exception failure) when (failure is not TimeoutException)
        {
            var hit = world.Stripe.Faults.Log is [var only, ..] ? only.Request.Route : "none";
            throw new TimeoutException($"{fault} at request {request}, {hit}: {failure.Message}", failure);
        }
    }
}
