using Mothership.Domain.Billing;
using Mothership.Domain.Errors;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Payments.Collecting;
using Mothership.Shared.Tests.Billing;

namespace Mothership.Shared.Tests.Payments;

public sealed class CreditNoteTests
{
    private static readonly Invoice Bill = Invoice.Of(
        Given.Rated(
            "2027-03",
            Given.Created("2027-03-15T00:00:00", 0.001m),
            Given.Updated("2027-03-16T00:00:00", 0.002m),
            Given.Deleted("2027-03-17T00:00:00")
        ),
        1
    );

    private static InvoicePayment Row(InvoiceStatus status = InvoiceStatus.Open) =>
        PaymentDecider.Begin(Bill).Next with
        {
            Status = status,
        };

    private static CreditNoteDecision Issue(
        InvoicePayment row,
        IReadOnlyList<CreditLineRequest>? lines,
        params CreditNote[] earlier
    ) => CreditNoteDecider.Issue("cn-1", 1, Bill, row, earlier, new(lines, "goodwill"), Seen.Now);

    [Fact]
    public void Issue_OfTheWhole_TakesEveryLine()
    {
        var decision = Issue(Row(), null);

        decision.Note.Total.ShouldBe(25920);
        decision.Note.Lines.Select(l => l.Amount).ShouldBe([8640L, 17280L]);
        decision.Note.Number.ShouldBe("CN-000001");
        decision.Payment.Next.PendingNotes.ShouldBe(["cn-1"]);
        decision.Payment.Transactions.ShouldHaveSingleItem().FormatEntries().ShouldBe("Revenue=25920;Refunds=-25920");
    }

    [Fact]
    public void Issue_BeforeAnythingIsCharged_LessensWhatIsAskedFor()
    {
        var decision = Issue(Row(InvoiceStatus.NotCharged), [new(1, 40.00m)]);

        decision.Payment.Next.Asked.ShouldBe(21920);
        decision.Payment.Next.Due.ShouldBe(21920);
        decision.Payment.Next.PendingNotes.ShouldBeEmpty();
        Balances.Of(decision.Payment.Transactions)["USD", LedgerAccount.Receivable].ShouldBe(-4000);
    }

    [Fact]
    public void Issue_OfAllBeforeAnythingIsCharged_VoidsTheInvoice()
    {
        var next = Issue(Row(InvoiceStatus.NotCharged), null).Payment.Next;

        (next.Status, next.IsAtRest, next.Due).ShouldBe((InvoiceStatus.Voided, true, 0L));
    }

    [Theory]
    [InlineData(0, null, "/lines/0/line")]
    [InlineData(3, null, "/lines/0/line")]
    [InlineData(1, "86.41", "/lines/0/amount")]
    [InlineData(1, "0", "/lines/0/amount")]
    [InlineData(1, "-1", "/lines/0/amount")]
    [InlineData(1, "0.001", "/lines/0/amount")]
    [InlineData(1, "79228162514264337593543950335", "/lines/0/amount")]
    public void Issue_OfWhatIsNotThere_NamesTheField(int line, string? amount, string pointer)
    {
        var asked = amount is null
            ? (decimal?)null
            : decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);

        var refused = Should.Throw<MothershipException>(() => Issue(Row(), [new(line, asked)]));

        refused.Faults.ShouldContain(f => f.Pointer == pointer);
    }

    [Fact]
    public void Issue_TheSameLineTwice_IsRefused() =>
        Should.Throw<MothershipException>(() => Issue(Row(), [new(1, 1m), new(1, 1m)]));

    [Fact]
    public void Issue_MoreThanIsLeftOfALine_IsRefused()
    {
        var first = Issue(Row(), [new(1, 80m)]);

        Should.Throw<MothershipException>(() => Issue(first.Payment.Next, [new(1, 6.41m)], first.Note));
        Issue(first.Payment.Next, [new(1, 6.40m)], first.Note).Note.Total.ShouldBe(640);
        Issue(first.Payment.Next, null, first.Note).Note.Total.ShouldBe(17920);
    }

    [Theory]
    [InlineData(InvoiceStatus.Charging)]
    [InlineData(InvoiceStatus.Disputed)]
    [InlineData(InvoiceStatus.WrittenOff)]
    public void Issue_InAStateThatForbidsIt_IsAConflict(InvoiceStatus status) =>
        Should.Throw<MothershipException>(() => Issue(Row(status), null)).Kind.ShouldBe(ErrorKind.Conflict);

    [Fact]
    public void Hash_OfAnythingChanged_IsAnother()
    {
        var note = Issue(Row(), null).Note;

        (note with { Reason = "other" }).Hash.ShouldNotBe(note.Hash);
        (note with { Total = 1 }).Hash.ShouldNotBe(note.Hash);
        (note with { Lines = [note.Lines[0]] }).Hash.ShouldNotBe(note.Hash);
    }

    [Fact]
    public async Task Issue_ManyAtOnce_AreNumberedWithoutGapsAndNeverTooMuch()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();

        // 172.80 in parts of 10: 17 fit.
        var results = await Task.WhenAll(
            Enumerable.Range(1, 20).Select(i => TryAsync(world, $"cn-{i:D3}", invoice.Id, 10m))
        );

        results.Count(r => r).ShouldBe(17);
        var notes = await world.Get<ICreditNoteStore>().OfInvoiceAsync(world.Scope, invoice.Id, default);
        notes.Select(n => n.Number).ShouldBe(Enumerable.Range(1, 17).Select(i => $"CN-{i:D6}"));
        (await world.RowAsync(invoice.Id)).Credited.ShouldBe(17000);
    }

    [Fact]
    public async Task Issue_TheSameTenTimes_IsOne()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();

        for (var i = 0; i < 10; i++)
            (await TryAsync(world, "cn-1", invoice.Id, 10m)).ShouldBeTrue();

        (await world.RowAsync(invoice.Id)).Credited.ShouldBe(1000);
    }

    [Fact]
    public async Task Issue_TheSameOfTheWholeTenTimesAtOnce_IsOneForAll()
    {
        for (var round = 0; round < 10; round++)
        {
            await using var world = await PaymentWorld.OpenAsync(card: null);
            var invoice = await world.AddInvoiceAsync();
            var request = new CreditNoteRequest(null, "goodwill");

            var notes = await Task.WhenAll(
                Enumerable
                    .Range(0, 10)
                    .Select(_ => world.Issuer.IssueAsync(world.Scope, "cn-1", invoice.Id, request, default))
            );

            notes.Select(n => n!.Hash).Distinct().Count().ShouldBe(1);
            (await world.RowAsync(invoice.Id)).Credited.ShouldBe(17280);
        }
    }

    [Fact]
    public async Task Note_BeforeCharging_IsTakenOffTheCharge()
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();
        await TryAsync(world, "cn-1", invoice.Id, 72.80m);

        var row = await world.ChargeAsync(invoice.Id);

        (row.Status, row.Paid).ShouldBe((InvoiceStatus.Paid, 10000L));
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Note_OnAnOpenInvoice_LeavesLessToPay()
    {
        await using var world = await PaymentWorld.OpenAsync("pm_card_chargeCustomerFail");
        var invoice = await world.AddInvoiceAsync();
        await world.ChargeAsync(invoice.Id);
        await TryAsync(world, "cn-1", invoice.Id, 72.80m);

        var row = await world.Collector.PresentNotesAsync(world.Scope, invoice.Id, default);

        (row!.Due, row.CreditApplied, row.PendingNotes.Count).ShouldBe((10000L, 7280L, 0));
        await world.ShouldAgreeAsync();
        await world.UseCardAsync("pm_card_visa");
        await world.Collector.RetryAsync(world.Scope, invoice.Id, null, default);
        world.Stripe.Books.Payments().ShouldHaveSingleItem().Amount.ShouldBe(10000);
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Note_OfAllOfAnOpenInvoice_VoidsIt()
    {
        await using var world = await PaymentWorld.OpenAsync("pm_card_chargeCustomerFail");
        var invoice = await world.AddInvoiceAsync();
        await world.ChargeAsync(invoice.Id);
        await TryAsync(world, "cn-1", invoice.Id, 172.80m);

        var row = await world.Collector.PresentNotesAsync(world.Scope, invoice.Id, default);

        (row!.Status, row.Due).ShouldBe((InvoiceStatus.Voided, 0L));
        await world.ShouldAgreeAsync();
    }

    [Theory]
    [InlineData(CreditTarget.Refund, InvoiceStatus.PartlyRefunded, 7280L, 0L)]
    [InlineData(CreditTarget.Balance, InvoiceStatus.Paid, 0L, -7280L)]
    public async Task Note_OnAPaidInvoice_GoesBackOrIntoTheBalance(
        CreditTarget target,
        InvoiceStatus status,
        long refunded,
        long balance
    )
    {
        await using var world = await PaymentWorld.OpenAsync();
        var invoice = await world.AddInvoiceAsync();
        await world.ChargeAsync(invoice.Id);
        var request = new CreditNoteRequest([new(1, 72.80m)], "goodwill", target);
        await world.Issuer.IssueAsync(world.Scope, "cn-1", invoice.Id, request, default);

        var row = await world.Collector.PresentNotesAsync(world.Scope, invoice.Id, default);

        (row!.Status, row.Refunded).ShouldBe((status, refunded));
        var balances = await world.BalancesAsync();
        balances["USD", LedgerAccount.CustomerBalance].ShouldBe(balance);
        balances["USD", LedgerAccount.Refunds].ShouldBe(0);
        balances["USD", LedgerAccount.Revenue].ShouldBe(-10000);
        await world.ShouldAgreeAsync();
    }

    [Fact]
    public async Task Objection_AcceptedAndRejectedAtTheSameTime_IsOneOfBothAndTheNoteSaysWhich()
    {
        for (var round = 0; round < 10; round++)
        {
            await using var world = await PaymentWorld.OpenAsync();
            var invoice = await world.AddInvoiceAsync();
            var disputes = world.Get<IInvoiceDisputeStore>();
            var dispute = new InvoiceDispute
            {
                Id = "dsp-1",
                Organization = world.Scope.Organization,
                Invoice = invoice.Id,
                Lines = [1],
                Reason = "It was down.",
                Actor = "u-1",
                CreatedAt = Seen.Now,
            };
            await disputes.CreateAsync(world.Scope, dispute, default);

            await Task.WhenAll(Enumerable.Range(0, 6).Select(i => AnswerAsync(world, accept: i % 2 == round % 2)));

            var answered = (await disputes.FindAsync(world.Scope, "dsp-1", default))!.Value;
            var notes = await world.Get<ICreditNoteStore>().OfInvoiceAsync(world.Scope, invoice.Id, default);
            notes.Count.ShouldBe(answered.Status == ObjectionStatus.Accepted ? 1 : 0);
            answered.CreditNote.ShouldBe(notes.FirstOrDefault()?.Id);
            await foreach (var open in disputes.OpenAsync(default))
                throw new ShouldAssertException($"{open.Id} is still open");
        }
    }

    private static async Task AnswerAsync(PaymentWorld world, bool accept)
    {
        await Task.Yield();
        var billing = world.Get<StaffBilling>();
        var organization = world.Scope.Organization;
        try
        {
            if (accept)
                await billing.AcceptAsync(organization, "dsp-1", new(null, "You are right."), default);
            else
                await billing.RejectAsync(organization, "dsp-1", "It was up.", default);
        }
        catch (MothershipException refused) when (refused.Kind == ErrorKind.Conflict)
        {
            // Somebody else was first.
        }
    }

    private static async Task<bool> TryAsync(PaymentWorld world, string id, string invoice, decimal amount)
    {
        try
        {
            var request = new CreditNoteRequest([new(1, amount)], "goodwill");
            return await world.Issuer.IssueAsync(world.Scope, id, invoice, request, default) is not null;
        }
        catch (MothershipException refused) when (refused.Kind == ErrorKind.Invalid)
        {
            return false;
        }
    }
}
