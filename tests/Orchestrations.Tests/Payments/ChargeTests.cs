using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Local.FakeStripe.Faults;
using Mothership.Orchestrations.ChargeInvoice;
using Mothership.Orchestrations.ReconcilePayments;
using Mothership.Orchestrations.Tests.Support;
using Mothership.Payments;

namespace Mothership.Orchestrations.Tests.Payments;

public sealed class ChargeTests
{
    [Fact]
    public async Task Look_ANewInvoice_IsChargedAndThenOffTheList()
    {
        await using var hub = await PaymentHub.StartAsync();
        var invoice = await hub.World.AddInvoiceAsync();

        (await hub.LookAsync(all: false)).ShouldBe(1);
        (await hub.LookAsync(all: false)).ShouldBe(0);

        (await hub.World.RowAsync(invoice.Id)).Status.ShouldBe(InvoiceStatus.Paid);
        (await UnsettledAsync(hub)).ShouldBe(0);
        await hub.World.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Look_WithoutAKey_StartsNothing_AndChargesOnceThereIsOne()
    {
        await using var hub = await PaymentHub.StartAsync();
        var invoice = await hub.World.AddInvoiceAsync();
        hub.World.Secrets.Remove(StripeSettings.ApiKeySecret);
        (await hub.LookAsync()).ShouldBe(0);
        hub.World.Secrets[StripeSettings.ApiKeySecret] = hub.World.Stripe.ApiKey;

        await hub.LookAsync();

        (await hub.World.RowAsync(invoice.Id)).Status.ShouldBe(InvoiceStatus.Paid);
    }

    [Theory]
    [CombinatorialFaults(nameof(CollectInvoice))]
    public async Task Charge_WithAnActivityThatFailsOrRunsTwice_IsPaidOnce(string activity, Mishap fault, int times)
    {
        await using var hub = await PaymentHub.StartAsync();
        var invoice = await hub.World.AddInvoiceAsync();
        hub.Faults.Plan(activity, fault, times);

        await hub.LookAsync();

        (await hub.World.RowAsync(invoice.Id)).Status.ShouldBe(InvoiceStatus.Paid);
        hub.World.Stripe.Books.Payments().ShouldHaveSingleItem();
        await hub.World.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Charge_WhileTheProviderIsAway_GoesOnWhenItIsBack()
    {
        await using var hub = await PaymentHub.StartAsync();
        var invoice = await hub.World.AddInvoiceAsync();
        hub.World.Stripe.Faults.Next("*", Fault.Unavailable503, times: 5);

        await hub.LookAsync();

        (await hub.World.RowAsync(invoice.Id)).Status.ShouldBe(InvoiceStatus.Paid);
        await hub.World.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Reconcile_AfterALostMessage_ReportsAndRepairs()
    {
        await using var hub = await PaymentHub.StartAsync();
        await hub.World.AddInvoiceAsync();
        await hub.LookAsync();
        hub.World.Stripe.Control.Dispute(hub.World.Stripe.Books.Payments()[0].Id);

        var run = await hub.World.Get<ReconciliationStarter>().StartAsync(hub.Client, null, default);
        await hub.EndAsync($"reconcile-{run}");
        hub.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await hub.World.Get<ReconciliationStarter>().StartAsync(hub.Client, "second", default);
        await hub.EndAsync("reconcile-second");

        var reports = hub.World.Get<IReconciliationStore>();
        var runs = await reports.RunsAsync(10, default);
        runs.Select(r => (r.Id, r.Organizations, r.Differences, r.Repaired))
            .ShouldBe([("second", 1, 0, 0), ("2027-04-01", 1, 1, 1)]);
        var found = new List<Difference>();
        await foreach (var difference in reports.DifferencesAsync("2027-04-01", default))
            found.Add(difference);
        found.ShouldHaveSingleItem().Kind.ShouldBe(DifferenceKind.State);
    }

    private static async Task<int> UnsettledAsync(PaymentHub hub)
    {
        var count = 0;
        await foreach (var _ in hub.World.Payments.UnsettledAsync(default))
            count++;
        return count;
    }
}
