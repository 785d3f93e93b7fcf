using Microsoft.DurableTask.Client;
using Mothership.Domain.Payments;
using Mothership.Domain.Standing;
using Mothership.Orchestrations.Dunning;
using Mothership.Orchestrations.Tests.Support;

namespace Mothership.Orchestrations.Tests.Payments;

public sealed class DunningTests
{
    private static readonly TimeSpan HalfADay = TimeSpan.FromHours(12);

    [Fact]
    public async Task Dunning_OfAnInvoiceThatNobodyPays_ClimbsTheWholeLadderOnItsDates()
    {
        await using var hub = await PaymentHub.StartAsync("pm_card_chargeCustomerFail");
        var invoice = await hub.World.AddInvoiceAsync();
        await hub.LookAsync();
        var failedAt = (await hub.World.RowAsync(invoice.Id)).FailedAt!.Value;
        var levels = new List<(int Day, HoldLevel? Level, int Charges)>();

        for (var rung = 1; rung <= 6; rung++)
        {
            await hub.UntilAsync(invoice.Id, row => row.Rung == rung, HalfADay);
            await hub.UntilAsync(
                async () => await LevelAsync(hub, rung),
                async () => $"rung {rung}, hold {await hub.HoldAsync()}",
                TimeSpan.Zero
            );
            var day = (hub.World.Clock.GetUtcNow() - failedAt).Days;
            levels.Add((day, await hub.HoldAsync(), hub.World.Stripe.Books.Charges().Count));
        }

        levels.ShouldBe([
            (1, null, 2),
            (3, null, 3),
            (5, null, 4),
            (7, HoldLevel.RefuseNew, 4),
            (14, HoldLevel.Suspend, 4),
            (30, HoldLevel.Terminate, 4),
        ]);
        await hub.EndAsync(DunningInput.InstanceIdOf(invoice.Id));
        await hub.LookAsync();
        (await hub.DunningAsync(invoice.Id))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        hub.World.Stripe.Books.Charges().Count.ShouldBe(4, "it climbs once");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dunning_PaidAfterTheWarning_ReleasesTheHoldAndEnds_EvenIfNoEventArrives(bool deaf)
    {
        await using var hub = await PaymentHub.StartAsync("pm_card_chargeCustomerFail");
        var invoice = await hub.World.AddInvoiceAsync();
        await hub.LookAsync();
        await hub.UntilAsync(
            async () => await hub.HoldAsync() == HoldLevel.RefuseNew,
            async () => $"{await hub.HoldAsync()}",
            HalfADay
        );
        hub.Client.LosesEvents = deaf;

        await hub.World.UseCardAsync("pm_card_visa");
        await hub.World.Collector.RetryAsync(hub.World.Scope, invoice.Id, null, default);
        await hub.LookAsync();

        (await hub.HoldAsync()).ShouldBeNull();
        await hub.EndAsync(DunningInput.InstanceIdOf(invoice.Id), HalfADay);
        (await hub.HoldAsync()).ShouldBeNull();
        hub.World.Stripe.Books.Payments().ShouldHaveSingleItem();
        await hub.World.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Dunning_WithACardThatWorksAgain_IsPaidByTheFirstRetry()
    {
        await using var hub = await PaymentHub.StartAsync("pm_card_chargeCustomerFail");
        var invoice = await hub.World.AddInvoiceAsync();
        await hub.LookAsync();
        await hub.World.UseCardAsync("pm_card_visa");

        await hub.EndAsync(DunningInput.InstanceIdOf(invoice.Id), HalfADay);

        var row = await hub.World.RowAsync(invoice.Id);
        (row.Status, row.Rung).ShouldBe((InvoiceStatus.Paid, 1));
        (await hub.DunningAsync(invoice.Id))!.ReadOutputAs<int>().ShouldBe(1);
    }

    [Theory]
    [CombinatorialFaults(nameof(TakeDunningStep))]
    public async Task Dunning_WithAStepThatFailsOrRunsTwice_TriesEachStepOnce(string activity, Mishap fault, int times)
    {
        await using var hub = await PaymentHub.StartAsync("pm_card_chargeCustomerFail");
        var invoice = await hub.World.AddInvoiceAsync();
        await hub.LookAsync();
        hub.Faults.Plan(activity, fault, times);

        await hub.UntilAsync(
            async () => await hub.HoldAsync() == HoldLevel.RefuseNew,
            async () => $"{await hub.HoldAsync()}",
            HalfADay
        );

        hub.World.Stripe.Books.Charges().Count.ShouldBe(4, "the first attempt and three steps");
        (await hub.World.RowAsync(invoice.Id)).Attempts.ShouldBe(4);
    }

    private static async Task<bool> LevelAsync(PaymentHub hub, int rung)
    {
        var expected = rung switch
        {
            <= 3 => (HoldLevel?)null,
            4 => HoldLevel.RefuseNew,
            5 => HoldLevel.Suspend,
            _ => HoldLevel.Terminate,
        };
        var charges = hub.World.Stripe.Books.Charges().Count;
        return await hub.HoldAsync() == expected && charges == 1 + Math.Min(rung, 3);
    }
}
