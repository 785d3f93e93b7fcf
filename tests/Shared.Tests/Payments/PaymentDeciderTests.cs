using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;

namespace Mothership.Shared.Tests.Payments;

public sealed class PaymentDeciderTests
{
    private static PaymentDecision Observe(InvoicePayment row, ProviderInvoice seen) =>
        PaymentDecider.Observe(row, seen, Seen.Now).ShouldNotBeNull();

    [Fact]
    public void Observe_Paid_PostsThePaymentOnce()
    {
        var decision = Observe(Seen.Row(), Seen.Paid());

        decision.Next.Status.ShouldBe(InvoiceStatus.Paid);
        decision.Next.Due.ShouldBe(0);
        var posted = decision.Transactions.ShouldHaveSingleItem();
        posted.Id.ShouldBe("payment:pi_1");
        posted.FormatEntries().ShouldBe("Receivable=-1000;Cash=1000");
        PaymentDecider.Observe(decision.Next, Seen.Paid(), Seen.Now.AddDays(9)).ShouldBeNull();
    }

    [Fact]
    public void Observe_Draft_IsCharging() =>
        Observe(Seen.Row(), Seen.Invoice(ProviderInvoiceState.Draft)).Next.Status.ShouldBe(InvoiceStatus.Charging);

    [Fact]
    public void Observe_OpenWithoutAttempt_IsOpenAndDue()
    {
        var next = Observe(Seen.Row(), Seen.Invoice(ProviderInvoiceState.Open)).Next;

        (next.Status, next.Due, next.FailedAt).ShouldBe((InvoiceStatus.Open, 1000L, null));
    }

    [Fact]
    public void Observe_Declined_IsPastDueFromTheFirstTime()
    {
        var declined = Seen.Invoice(ProviderInvoiceState.Open) with { Failure = new("card_declined", "No.") };

        var first = Observe(Seen.Row(), declined).Next;
        var again = PaymentDecider.Observe(first, declined with { HostedUrl = "https://other" }, Seen.Now.AddDays(3));

        (first.Status, first.FailedAt).ShouldBe((InvoiceStatus.PastDue, Seen.Now));
        again!.Next.FailedAt.ShouldBe(Seen.Now);
    }

    [Fact]
    public void Observe_NeedsAction_AsksTheCustomer() =>
        Observe(Seen.Row(), Seen.Invoice(ProviderInvoiceState.Open) with { NeedsAction = true })
            .Next.Status.ShouldBe(InvoiceStatus.ActionRequired);

    [Fact]
    public void Observe_AnotherTotal_PostsNothingAndNeedsAPerson()
    {
        var decision = Observe(Seen.Row(), Seen.Paid() with { Total = 999 });

        decision.Transactions.ShouldBeEmpty();
        decision.Next.Problem.ShouldNotBeNull().ShouldContain("9.99");
        decision.Next.Status.ShouldBe(InvoiceStatus.Charging);
    }

    [Fact]
    public void Observe_AnotherInvoice_PostsNothing() =>
        Observe(Seen.Row(), Seen.Paid() with { Invoice = "inv-other" }).Transactions.ShouldBeEmpty();

    [Fact]
    public void Observe_PartlyRefunded_ThenAll()
    {
        var paid = Observe(Seen.Row(), Seen.Paid()).Next;
        var some = Seen.Paid() with { Refunds = [new("re_1", 400, Seen.Now, Failed: false)] };
        var all = some with { Refunds = [.. some.Refunds, new("re_2", 600, Seen.Now, Failed: false)] };

        var first = Observe(paid, some);
        var second = Observe(first.Next, all);

        first.Next.Status.ShouldBe(InvoiceStatus.PartlyRefunded);
        first.Transactions.ShouldHaveSingleItem().FormatEntries().ShouldBe("Cash=-400;Refunds=400");
        second.Next.Status.ShouldBe(InvoiceStatus.Refunded);
    }

    [Fact]
    public void Observe_RefundThatFails_IsTakenBack()
    {
        var refunded = Seen.Paid() with { Refunds = [new("re_1", 400, Seen.Now, Failed: false)] };
        var row = Observe(Seen.Row(), refunded).Next;

        var failed = Observe(row, refunded with { Refunds = [new("re_1", 400, Seen.Now, Failed: true)] });

        failed.Next.Status.ShouldBe(InvoiceStatus.Paid);
        failed.Transactions.ShouldHaveSingleItem().Id.ShouldBe("refund-failed:re_1");
    }

    [Fact]
    public void Observe_DisputeOpenedAndWon_HoldsTheMoneyBackAndReturnsIt()
    {
        var disputed = Seen.Paid() with { Disputes = [new("dp_1", 1000, Seen.Now, DisputeOutcome.Open)] };
        var opened = Observe(Seen.Row(), disputed);
        var won = Observe(opened.Next, disputed with { Disputes = [new("dp_1", 1000, Seen.Now, DisputeOutcome.Won)] });

        opened.Next.Status.ShouldBe(InvoiceStatus.Disputed);
        won.Next.Status.ShouldBe(InvoiceStatus.Paid);
        Balances.Of([.. opened.Transactions, .. won.Transactions])["USD", LedgerAccount.Disputes].ShouldBe(0);
    }

    [Fact]
    public void Observe_DisputeLostWithoutEverBeingSeenOpen_IsWrittenOff()
    {
        var lost = Seen.Paid() with { Disputes = [new("dp_1", 1000, Seen.Now, DisputeOutcome.Lost)] };

        var decision = Observe(Seen.Row(), lost);

        decision.Next.Status.ShouldBe(InvoiceStatus.WrittenOff);
        decision.Transactions.Select(t => t.Id).ShouldBe(["payment:pi_1", "dispute:dp_1", "dispute-lost:dp_1"]);
        Balances.Of(decision.Transactions)["USD", LedgerAccount.WriteOffs].ShouldBe(1000);
    }

    [Fact]
    public void Observe_BalanceTookAPart_IsPostedOnceAndLeavesTheRest()
    {
        var open = Seen.Invoice(ProviderInvoiceState.Open) with { BalanceApplied = 300 };

        var decision = Observe(Seen.Row(), open);

        decision.Next.Due.ShouldBe(700);
        decision.Transactions.ShouldHaveSingleItem().FormatEntries().ShouldBe("Receivable=-300;CustomerBalance=300");
    }

    [Fact]
    public void Observe_GivenUpThenPaid_IsRecovered()
    {
        var given = Observe(Seen.Row(), Seen.Invoice(ProviderInvoiceState.Uncollectible));
        var paid = Observe(given.Next, Seen.Paid());

        (given.Next.Status, given.Next.WrittenOff).ShouldBe((InvoiceStatus.WrittenOff, 1000L));
        (paid.Next.Status, paid.Next.WrittenOff).ShouldBe((InvoiceStatus.Paid, 0L));
        var balances = Balances.Of([.. given.Transactions, .. paid.Transactions]);
        balances["USD", LedgerAccount.WriteOffs].ShouldBe(0);
        balances["USD", LedgerAccount.Cash].ShouldBe(1000);
        PaymentDecider.Observe(paid.Next, Seen.Paid(), Seen.Now).ShouldBeNull();
    }

    [Fact]
    public void Observe_VoidedAtTheProvider_TakesTheRevenueBack()
    {
        var voided = Seen.Invoice(ProviderInvoiceState.Void) with { BalanceApplied = 300 };

        var decision = Observe(Seen.Row(), voided);

        decision.Next.Status.ShouldBe(InvoiceStatus.Voided);
        var balances = Balances.Of(decision.Transactions);
        balances["USD", LedgerAccount.Revenue].ShouldBe(1000);
        balances["USD", LedgerAccount.CustomerBalance].ShouldBe(0);
        balances["USD", LedgerAccount.Receivable].ShouldBe(-1000);
    }

    [Fact]
    public void WriteOff_OfWhatIsOwed_ThenNothingMore()
    {
        var decision = PaymentDecider.WriteOff(Seen.Row(1000, InvoiceStatus.PastDue), Seen.Now).ShouldNotBeNull();

        decision.Next.Due.ShouldBe(0);
        decision.Transactions.ShouldHaveSingleItem().FormatEntries().ShouldBe("Receivable=-1000;WriteOffs=1000");
        PaymentDecider.WriteOff(decision.Next, Seen.Now).ShouldBeNull();
    }

    /// <summary>
    /// The provider's state goes through a history; we see any of its states, any number of times, and the last one
    /// last. It comes to the same row and to the same ledger as seeing only the last one, but for what has been
    /// reversed in between.
    /// </summary>
    [Property(MaxTest = 300)]
    public Property Observe_AnyStatesAnyNumberOfTimes_ComesToTheLastOne() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            picks =>
            {
                var history = History();
                var row = Seen.Row();
                var posted = new List<LedgerTransaction>();
                var last = 0;
                foreach (var pick in picks.Select(p => p % history.Count).Append(history.Count - 1))
                {
                    // The provider never goes back; a look can see the same state again.
                    last = Math.Max(last, pick);
                    if (PaymentDecider.Observe(row, history[last], Seen.Now) is not { } decision)
                        continue;
                    row = decision.Next;
                    posted.AddRange(decision.Transactions);
                }
                var direct = PaymentDecider.Observe(Seen.Row(), history[^1], Seen.Now)!;
                var (some, all) = (Balances.Of(posted), Balances.Of(direct.Transactions));
                return row.Status == direct.Next.Status
                    && row.Due == direct.Next.Due
                    && posted.Select(t => t.Id).Distinct().Count() == posted.Count
                    && Enum.GetValues<LedgerAccount>().All(a => some["USD", a] == all["USD", a]);
            }
        );

    private static List<ProviderInvoice> History()
    {
        var open = Seen.Invoice(ProviderInvoiceState.Open) with { BalanceApplied = 100 };
        var paid = Seen.Paid(900) with { BalanceApplied = 100 };
        var noted = paid with { CreditNotes = [new("cn_1", null, 200, 0, 50, Seen.Now)] };
        var refunded = noted with { Refunds = [new("re_1", 150, Seen.Now, Failed: false)] };
        return
        [
            Seen.Invoice(ProviderInvoiceState.Draft),
            open,
            open with
            {
                NeedsAction = true,
            },
            open with
            {
                Failure = new("card_declined", "No."),
            },
            paid,
            noted,
            refunded,
            refunded with
            {
                Disputes = [new("dp_1", 300, Seen.Now, DisputeOutcome.Open)],
            },
            refunded with
            {
                Disputes = [new("dp_1", 300, Seen.Now, DisputeOutcome.Won)],
            },
        ];
    }
}
