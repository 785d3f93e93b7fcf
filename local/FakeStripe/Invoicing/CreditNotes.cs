using Mothership.Local.FakeStripe.Endpoints;
using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Payments;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Invoicing;

/// <summary>A line that a request for a credit note asks for.</summary>
internal sealed record CreditNoteLineRequest(
    string Type,
    string? InvoiceLine,
    long? Amount,
    long? Quantity,
    long? UnitAmount,
    string? Description,
    IReadOnlyDictionary<string, string>? Metadata
);

/// <summary>A request for a credit note. Minor units.</summary>
internal sealed record CreditNoteRequest(
    string Invoice,
    long? Amount,
    IReadOnlyList<CreditNoteLineRequest> Lines,
    long? RefundAmount,
    long? CreditAmount,
    long? OutOfBand,
    IReadOnlyList<(string Refund, long? Amount)> Refunds,
    string? Reason,
    string? Memo,
    long? EffectiveAt,
    IReadOnlyDictionary<string, string>? Metadata
)
{
    public static CreditNoteRequest Read(Params p)
    {
        var invoice = p.Required("invoice");
        var (amount, lines) = (p.Amount("amount"), p.Branches("lines").Select(Line).ToList());
        if (amount is null == (lines.Count == 0))
            throw StripeError.Invalid("One of amount and lines is needed.", "amount", "parameter_missing");
        p.OneOf("email_type", "credit_note", "none");
        return new(
            invoice,
            amount,
            lines,
            p.Amount("refund_amount"),
            p.Amount("credit_amount"),
            p.Amount("out_of_band_amount"),
            [.. p.Branches("refunds").Select(r => (r.Required("refund"), r.Amount("amount_refunded")))],
            p.OneOf("reason", "duplicate", "fraudulent", "order_change", "product_unsatisfactory"),
            p.Text("memo"),
            p.Integer("effective_at"),
            p.Metadata()
        );
    }

    private static CreditNoteLineRequest Line(Params p)
    {
        p.Required("type");
        return new(
            p.OneOf("type", "invoice_line_item", "custom_line_item")!,
            p.Text("invoice_line_item"),
            p.Amount("amount"),
            p.Amount("quantity"),
            p.Integer("unit_amount"),
            p.Text("description"),
            p.Metadata()
        );
    }
}

/// <summary>Taking back parts of finalised invoices: first what is still due, then what was paid.</summary>
internal static class CreditNotes
{
    /// <summary>A credit note that could be issued, and the charge that its refund would come from.</summary>
    public sealed record Planned(CreditNote Note, Invoice Invoice, Charge? Charge);

    /// <exception cref="StripeError">More is taken back than is left, or it is not said where it goes.</exception>
    public static Planned Plan(Account account, CreditNoteRequest request)
    {
        var invoice = account.Invoices.Named(request.Invoice, "invoice");
        InvoiceLife.Require(invoice, Invoice.Open, Invoice.Paid, Invoice.Uncollectible);
        var lines = Lines(account, invoice, request);
        var total = lines.Sum(l => l.Amount);
        if (total <= 0)
            throw StripeError.Invalid("A credit note has to be above zero.", "amount");
        if (total > invoice.Creditable)
            throw StripeError.Invalid(
                $"The credit note's total of {total} is more than what can still be credited: {invoice.Creditable}.",
                "amount"
            );
        var before = Math.Min(total, invoice.IsDue ? invoice.AmountRemaining : 0);
        var note = new CreditNote
        {
            Id = account.NewId("cn"),
            Created = account.Now,
            Customer = invoice.Customer,
            Currency = invoice.Currency,
            Invoice = invoice.Id,
            Number = $"{invoice.Number}-CN-{invoice.CreditNotes + 1:00}",
            Lines = lines,
            PrePayment = before,
            PostPayment = total - before,
            OutOfBand = request.OutOfBand,
            EffectiveAt = request.EffectiveAt ?? account.Now,
            Reason = request.Reason,
            Memo = request.Memo,
        };
        note.Merge(request.Metadata);
        return new(note, invoice, Check(account, invoice, note, request));
    }

    public static CreditNote Issue(Account account, CreditNoteRequest request)
    {
        var (note, invoice, charge) = Plan(account, request);
        var before = invoice.ToJson(account);
        account.CreditNotes.Add(note, invoice.Id, invoice.Customer);
        invoice.CreditNotes++;
        invoice.PrePaymentCredits += note.PrePayment;
        invoice.PostPaymentCredits += note.PostPayment;
        foreach (var (refund, amount) in request.Refunds)
            Link(account, note, refund, amount);
        if (request.RefundAmount is > 0 and var refunded)
        {
            var refund = Refunds.Create(account, charge!, refunded, null);
            refund.CreditNote = note.Id;
            note.Refunds.Add((refund.Id, refund.Amount));
        }
        if (request.CreditAmount is > 0 and var credited)
            note.BalanceChange = Balances
                .Change(
                    account,
                    account.Customers.Get(invoice.Customer),
                    invoice.Currency,
                    -credited,
                    "credit_note",
                    invoice.Id,
                    note.Id
                )
                .Id;
        account.Emit("credit_note.created", note);
        ReduceDue(account, invoice, note.PrePayment);
        account.Emit("invoice.updated", invoice, before);
        if (note.PrePayment > 0 && invoice.AmountRemaining == 0 && invoice.IsDue)
            InvoiceLife.MarkPaid(account, invoice);
        return note;
    }

    /// <summary>Takes back a credit note that only made less due, while the invoice is open.</summary>
    public static void Void(Account account, CreditNote note)
    {
        var invoice = account.Invoices.Get(note.Invoice);
        if (note.VoidedAt is not null)
            throw StripeError.Invalid("This credit note is already void.");
        if (note.PostPayment > 0 || invoice.Status != Invoice.Open)
            throw StripeError.Invalid("Only credit notes on open invoices can be voided.");
        var before = invoice.ToJson(account);
        note.VoidedAt = account.Now;
        invoice.PrePaymentCredits -= note.PrePayment;
        ReduceDue(account, invoice, -note.PrePayment);
        account.Emit("credit_note.voided", note);
        account.Emit("invoice.updated", invoice, before);
    }

    private static void ReduceDue(Account account, Invoice invoice, long by)
    {
        if (by == 0)
            return;
        invoice.AmountDue -= by;
        if (account.PaymentIntents.Find(invoice.PaymentIntent) is not { } intent)
            return;
        intent.Amount = invoice.AmountDue;
        foreach (var payment in account.InvoicePayments.Under(intent.Id))
            payment.AmountRequested = invoice.AmountDue;
        if (invoice.AmountDue == 0)
            Attempts.Cancel(account, intent, "automatic");
    }

    // What was paid has to go somewhere: to the card, to the balance, or outside of Stripe.
    private static Charge? Check(Account account, Invoice invoice, CreditNote note, CreditNoteRequest request)
    {
        long linked = 0;
        foreach (var (id, amount) in request.Refunds)
        {
            var refund = account.Refunds.Named(id, "refunds");
            if (refund.PaymentIntent != invoice.PaymentIntent || refund.CreditNote is not null)
                throw StripeError.Invalid($"The refund {id} is not free for this invoice.", "refunds");
            if (amount > refund.Amount)
                throw StripeError.Invalid($"The refund {id} is of {refund.Amount}.", "refunds");
            linked += amount ?? refund.Amount;
        }
        var given = linked + (request.RefundAmount ?? 0) + (request.CreditAmount ?? 0) + (request.OutOfBand ?? 0);
        if (given != note.PostPayment)
            throw StripeError.Invalid(
                $"The sum of refunds, credit_amount and out_of_band_amount ({given}) must equal what was paid "
                    + $"({note.PostPayment})."
            );
        if (request.RefundAmount is null or 0)
            return null;
        if (account.PaymentIntents.Find(invoice.PaymentIntent) is not { Status: "succeeded" } intent)
            throw StripeError.Invalid("There is no payment that could be refunded.", "refund_amount");
        var charge = PaymentEndpoints.ChargeOf(account, intent);
        Refunds.Check(charge, request.RefundAmount);
        return charge;
    }

    private static void Link(Account account, CreditNote note, string id, long? amount)
    {
        var refund = account.Refunds.Get(id);
        refund.CreditNote = note.Id;
        note.Refunds.Add((id, amount ?? refund.Amount));
    }

    private static List<CreditNoteLine> Lines(Account account, Invoice invoice, CreditNoteRequest request) =>
        request.Amount is { } whole
            ? [new(account.NewId("cnli"), whole, "Credit", 1, whole, null, new Dictionary<string, string>())]
            : Within(account, invoice, [.. request.Lines.Select(l => Line(account, invoice, l))]);

    // What is credited of a line, by this note and by the ones before it, is never more than the line.
    private static List<CreditNoteLine> Within(Account account, Invoice invoice, List<CreditNoteLine> lines)
    {
        foreach (var line in lines.Where(l => l.InvoiceLine is not null).GroupBy(l => l.InvoiceLine!))
        {
            var original = invoice.Lines.Single(l => l.Id == line.Key).Item.Amount;
            if (line.Sum(l => l.Amount) > original - CreditedOf(account, invoice, line.Key))
                throw StripeError.Invalid($"More is credited than is left of the line {line.Key}.", "lines");
        }
        return lines;
    }

    private static CreditNoteLine Line(Account account, Invoice invoice, CreditNoteLineRequest line)
    {
        var metadata = line.Metadata ?? new Dictionary<string, string>();
        if (line.Type == "custom_line_item")
        {
            var amount = checked(
                (line.UnitAmount ?? throw StripeError.Invalid("A custom line has a unit amount.", "lines"))
                * (line.Quantity ?? 1)
            );
            var text = line.Description ?? throw StripeError.Invalid("A custom line has a description.", "lines");
            return new(account.NewId("cnli"), amount, text, line.Quantity ?? 1, line.UnitAmount, null, metadata);
        }
        var id = line.InvoiceLine ?? throw StripeError.Invalid("A line of the invoice is needed.", "lines");
        var original = invoice.Lines.Find(l => l.Id == id) ?? throw StripeError.NoSuch("invoice line", id, "lines");
        if (line.Amount is null == line.Quantity is null)
            throw StripeError.Invalid("One of amount and quantity is needed for a line of the invoice.", "lines");
        var credited =
            line.Amount
            ?? (long)Math.Round(line.Quantity!.Value * original.Item.UnitAmount, MidpointRounding.AwayFromZero);
        var description = line.Description ?? original.Item.Description;
        return new(account.NewId("cnli"), credited, description, line.Quantity, null, id, metadata);
    }

    private static long CreditedOf(Account account, Invoice invoice, string line) =>
        account
            .CreditNotes.Under(invoice.Id)
            .Where(n => n.VoidedAt is null)
            .SelectMany(n => n.Lines)
            .Where(l => l.InvoiceLine == line)
            .Sum(l => l.Amount);
}
