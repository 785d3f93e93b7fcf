using FsCheck.Xunit;
using Mothership.Local.FakeStripe.Faults;

namespace Stripe.Tests.Fake;

public sealed class BooksTests
{
    /// <summary>Whatever is asked of it in whatever order: no money appears or vanishes.</summary>
    [Property(MaxTest = 25)]
    public void Books_AnyRequests_BalanceToTheMinorUnit(int seed) => RunAsync(seed).GetAwaiter().GetResult();

    [Fact]
    public async Task Invoices_ByMetadata_AreFound()
    {
        await using var rig = await Rig.StartAsync();
        var owner = await rig.CustomerAsync();
        await rig.Api.Invoices.CreateAsync(
            new()
            {
                Customer = owner.Id,
                Metadata = new() { ["invoice"] = "M-1" },
            }
        );
        rig.Server.Books.InvoicesWith("invoice", "M-1").ShouldHaveSingleItem().Customer.ShouldBe(owner.Id);
        rig.Server.Books.InvoicesBy("invoice").ShouldHaveSingleItem().Key.ShouldBe("M-1");
    }

    [Fact]
    public async Task Ids_SameSeedAndRequests_AreTheSame()
    {
        async Task<string> IdAsync(int seed)
        {
            await using var rig = await Rig.StartAsync(new() { Seed = seed });
            return (await rig.CustomerAsync()).Id;
        }
        (await IdAsync(3)).ShouldBe(await IdAsync(3));
        (await IdAsync(3)).ShouldNotBe(await IdAsync(4));
    }

    private static async Task RunAsync(int seed)
    {
        await using var rig = await Rig.StartAsync(inProcess: true);
        rig.Server.Faults.Randomly(seed, 50, Fault.Before500, Fault.After500, Fault.DropAfter, Fault.RateLimit429);
        var random = new Random(seed);
        List<string> customers = [];
        for (var i = 0; i < 120; i++)
            try
            {
                await StepAsync(rig, random, customers);
            }
            catch (Exception refused) when (refused is StripeException or HttpRequestException)
            {
                // What was refused, or got lost, may have had its effect or not: the books have to balance in any case.
            }
        Check(rig);
    }

    private static async Task StepAsync(Rig rig, Random random, List<string> customers)
    {
        if (customers.Count == 0 || random.Next(15) == 0)
            customers.Add(
                (await rig.CustomerAsync(random.Next(4) == 0 ? "pm_card_chargeCustomerFail" : "pm_card_visa")).Id
            );
        var customer = customers[random.Next(customers.Count)];
        var invoices = rig.Server.Books.Invoices(customer);
        var any = invoices.Count == 0 ? "in_none" : invoices[random.Next(invoices.Count)].Id;
        switch (random.Next(8))
        {
            case 0 or 1:
                await rig.OpenAsync(customer, random.Next(-500, 3000), random.Next(-500, 3000));
                break;
            case 2 or 3:
                await rig.Api.Invoices.PayAsync(any);
                break;
            case 4:
                await rig.Api.Invoices.VoidInvoiceAsync(any);
                break;
            case 5:
                var amount = random.Next(1, 1500);
                var kind = random.Next(3);
                await rig.Api.CreditNotes.CreateAsync(
                    new()
                    {
                        Invoice = any,
                        Amount = amount,
                        RefundAmount = kind == 1 ? amount : null,
                        CreditAmount = kind == 2 ? amount : null,
                    }
                );
                break;
            case 6:
                var paid = rig.Server.Books.Payments(customer);
                if (paid.Count > 0)
                    await rig.Api.Refunds.CreateAsync(
                        new() { Charge = paid[random.Next(paid.Count)].Id, Amount = random.Next(1, 1000) }
                    );
                break;
            default:
                await rig.Api.Invoices.MarkUncollectibleAsync(any);
                break;
        }
    }

    private static void Check(Rig rig)
    {
        var books = rig.Server.Books;
        foreach (var i in books.Invoices().Where(i => i.Status != "draft"))
        {
            i.Lines.Sum(l => l.Amount).ShouldBe(i.Total, i.Id);
            var due = i.Total + i.StartingBalance - i.EndingBalance - i.PrePaymentCredits;
            i.AmountDue.ShouldBe(due, i.Id);
            (i.PrePaymentCredits + i.PostPaymentCredits).ShouldBeLessThanOrEqualTo(Math.Max(0, i.Total), i.Id);
            if (i.Status == "paid")
                i.AmountPaid.ShouldBe(i.AmountDue, i.Id);
        }
        foreach (var charge in books.Charges())
        {
            var refunded = books.Refunds().Where(r => r.Charge == charge.Id).Sum(r => r.Amount);
            refunded.ShouldBe(charge.AmountRefunded, charge.Id);
            refunded.ShouldBeLessThanOrEqualTo(charge.Amount, charge.Id);
        }
        books.Payments().GroupBy(c => c.Invoice).ShouldAllBe(g => g.Count() == 1);
        books.BalanceChanges().Sum(b => b.Amount).ShouldBe(books.Totals("usd").CustomerBalances);
        books.Payments().Sum(c => c.Amount).ShouldBe(books.Invoices().Sum(i => i.AmountPaid));
    }
}
