namespace Stripe.Tests.Fake;

public sealed class CreditNoteTests : IAsyncLifetime
{
    private Rig _rig = null!;
    private string _customer = "";

    public async Task InitializeAsync()
    {
        _rig = await Rig.StartAsync();
        _customer = (await _rig.CustomerAsync()).Id;
    }

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Create_OpenInvoice_MakesLessDue()
    {
        var open = await _rig.OpenAsync(_customer, 1000);
        var note = await CreateAsync(
            new()
            {
                Invoice = open.Id,
                Amount = 300,
                Reason = "product_unsatisfactory",
            }
        );
        (note.Type, note.PrePaymentAmount, note.PostPaymentAmount).ShouldBe(("pre_payment", 300, 0));
        note.Number.ShouldBe($"{open.Number}-CN-01");
        var after = await _rig.Api.Invoices.GetAsync(open.Id);
        (after.Total, after.AmountDue, after.AmountRemaining, after.PrePaymentCreditNotesAmount).ShouldBe(
            (1000, 700, 700, 300)
        );
        (await _rig.Api.Invoices.PayAsync(open.Id)).AmountPaid.ShouldBe(700);
        _rig.Server.Books.Payments().ShouldHaveSingleItem().Amount.ShouldBe(700);
    }

    [Fact]
    public async Task Create_AllThatIsDue_PaysTheInvoice()
    {
        var open = await _rig.OpenAsync(_customer, 1000);
        await CreateAsync(new() { Invoice = open.Id, Amount = 1000 });
        (await _rig.Api.Invoices.GetAsync(open.Id)).Status.ShouldBe("paid");
        _rig.Server.Books.Charges().ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_PaidInvoiceWithRefund_GivesTheMoneyBack()
    {
        var paid = await _rig.PaidAsync(_customer, 1000);
        var note = await CreateAsync(
            new()
            {
                Invoice = paid.Id,
                Amount = 400,
                RefundAmount = 400,
            }
        );
        (note.Type, note.PostPaymentAmount).ShouldBe(("post_payment", 400));
        note.Refunds.ShouldHaveSingleItem().AmountRefunded.ShouldBe(400);
        _rig.Server.Books.Refunds().ShouldHaveSingleItem().CreditNote.ShouldBe(note.Id);
        var after = await _rig.Api.Invoices.GetAsync(paid.Id);
        (after.Status, after.PostPaymentCreditNotesAmount, after.AmountPaid).ShouldBe(("paid", 400, 1000));
    }

    [Fact]
    public async Task Create_PaidInvoiceWithCredit_GoesOntoTheBalance()
    {
        var paid = await _rig.PaidAsync(_customer, 1000);
        var note = await CreateAsync(
            new()
            {
                Invoice = paid.Id,
                Amount = 400,
                CreditAmount = 300,
                OutOfBandAmount = 100,
            }
        );
        note.CustomerBalanceTransactionId.ShouldStartWith("cbtxn_");
        (await _rig.Api.Customers.GetAsync(_customer)).Balance.ShouldBe(-300);
        _rig.Server.Books.BalanceChanges().ShouldHaveSingleItem().CreditNote.ShouldBe(note.Id);
    }

    [Fact]
    public async Task Create_ExistingRefund_CanBeLinked()
    {
        var paid = await _rig.PaidAsync(_customer, 1000);
        var charge = _rig.Server.Books.Payments().Single();
        var refund = await _rig.Api.Refunds.CreateAsync(new() { Charge = charge.Id, Amount = 250 });
        await CreateAsync(
            new()
            {
                Invoice = paid.Id,
                Amount = 250,
                Refunds = [new() { Refund = refund.Id }],
            }
        );
        _rig.Server.Books.Refunds().ShouldHaveSingleItem().CreditNote.ShouldNotBeNull();
        await RefusedAsync(
            new()
            {
                Invoice = paid.Id,
                Amount = 250,
                Refunds = [new() { Refund = refund.Id }],
            }
        );
    }

    [Fact]
    public async Task Create_PartlyCreditedUnpaid_SplitsWhatIsOver()
    {
        await _rig.OpenAsync(_customer, -300);
        var open = await _rig.OpenAsync(_customer, 1000);
        open.AmountDue.ShouldBe(700);
        await RefusedAsync(new() { Invoice = open.Id, Amount = 1000 });
        var note = await CreateAsync(
            new()
            {
                Invoice = open.Id,
                Amount = 1000,
                CreditAmount = 300,
            }
        );
        (note.Type, note.PrePaymentAmount, note.PostPaymentAmount).ShouldBe(("mixed", 700, 300));
        (await _rig.Api.Customers.GetAsync(_customer)).Balance.ShouldBe(-300);
    }

    [Fact]
    public async Task Create_MoreThanIsLeft_IsRefusedAndChangesNothing()
    {
        var paid = await _rig.PaidAsync(_customer, 1000);
        await CreateAsync(
            new()
            {
                Invoice = paid.Id,
                Amount = 600,
                RefundAmount = 600,
            }
        );
        await RefusedAsync(
            new()
            {
                Invoice = paid.Id,
                Amount = 401,
                RefundAmount = 401,
            }
        );
        await RefusedAsync(
            new()
            {
                Invoice = paid.Id,
                Amount = 401,
                CreditAmount = 401,
            }
        );
        await RefusedAsync(
            new()
            {
                Invoice = paid.Id,
                Amount = 400,
                RefundAmount = 300,
            }
        );
        _rig.Server.Books.CreditNotes().Count.ShouldBe(1);
        _rig.Server.Books.Refunds().Sum(r => r.Amount).ShouldBe(600);
        await CreateAsync(
            new()
            {
                Invoice = paid.Id,
                Amount = 400,
                CreditAmount = 400,
            }
        );
    }

    [Fact]
    public async Task Create_LinesOfTheInvoice_AreCreditedUpToTheirAmounts()
    {
        var paid = await _rig.PaidAsync(_customer, 700, 300);
        var line = paid.Lines.Single(l => l.Amount == 300).Id;
        CreditNoteCreateOptions Of(long amount) =>
            new()
            {
                Invoice = paid.Id,
                Lines =
                [
                    new()
                    {
                        Type = "invoice_line_item",
                        InvoiceLineItem = line,
                        Amount = amount,
                    },
                ],
                RefundAmount = amount,
            };
        await RefusedAsync(Of(301));
        var twice = Of(200);
        twice.Lines.Add(twice.Lines[0]);
        twice.RefundAmount = 400;
        await RefusedAsync(twice);
        var note = await CreateAsync(Of(200));
        note.Lines.ShouldHaveSingleItem().InvoiceLineItem.ShouldBe(line);
        await RefusedAsync(Of(101));
        await CreateAsync(Of(100));
    }

    [Fact]
    public async Task Create_DraftOrVoidInvoice_IsRefused()
    {
        var draft = await _rig.DraftAsync(_customer, 1000);
        await RefusedAsync(new() { Invoice = draft.Id, Amount = 1 });
        await _rig.Api.Invoices.FinalizeInvoiceAsync(draft.Id);
        await _rig.Api.Invoices.VoidInvoiceAsync(draft.Id);
        await RefusedAsync(new() { Invoice = draft.Id, Amount = 1 });
    }

    [Fact]
    public async Task Void_OnOpenInvoice_MakesItDueAgain()
    {
        var open = await _rig.OpenAsync(_customer, 1000);
        var note = await CreateAsync(new() { Invoice = open.Id, Amount = 300 });
        (await _rig.Api.CreditNotes.VoidCreditNoteAsync(note.Id)).Status.ShouldBe("void");
        (await _rig.Api.Invoices.PayAsync(open.Id)).AmountPaid.ShouldBe(1000);
        var later = await CreateAsync(
            new()
            {
                Invoice = open.Id,
                Amount = 5,
                RefundAmount = 5,
            }
        );
        await Rig.RefusedAsync(() => _rig.Api.CreditNotes.VoidCreditNoteAsync(later.Id), 400);
    }

    [Fact]
    public async Task Preview_ChangesNothing()
    {
        var paid = await _rig.PaidAsync(_customer, 1000);
        var preview = await _rig.Api.CreditNotes.PreviewAsync(
            new()
            {
                Invoice = paid.Id,
                Amount = 400,
                RefundAmount = 400,
            }
        );
        preview.PostPaymentAmount.ShouldBe(400);
        _rig.Server.Books.CreditNotes().ShouldBeEmpty();
        _rig.Server.Books.Refunds().ShouldBeEmpty();
    }

    [Fact]
    public async Task Refund_PartsUpToTheCharge_AndNoMore()
    {
        await _rig.PaidAsync(_customer, 1000);
        var charge = _rig.Server.Books.Payments().Single();
        await _rig.Api.Refunds.CreateAsync(new() { Charge = charge.Id, Amount = 300 });
        await Rig.RefusedAsync(() => _rig.Api.Refunds.CreateAsync(new() { Charge = charge.Id, Amount = 701 }), 400);
        var rest = await _rig.Api.Refunds.CreateAsync(new() { PaymentIntent = charge.PaymentIntent });
        rest.Amount.ShouldBe(700);
        (await _rig.Api.Charges.GetAsync(charge.Id)).Refunded.ShouldBeTrue();
        var error = await Rig.RefusedAsync(() => _rig.Api.Refunds.CreateAsync(new() { Charge = charge.Id }), 400);
        error.Code.ShouldBe("charge_already_refunded");
    }

    private Task<CreditNote> CreateAsync(CreditNoteCreateOptions options) => _rig.Api.CreditNotes.CreateAsync(options);

    private Task<StripeError> RefusedAsync(CreditNoteCreateOptions options) =>
        Rig.RefusedAsync(() => CreateAsync(options), 400);
}
