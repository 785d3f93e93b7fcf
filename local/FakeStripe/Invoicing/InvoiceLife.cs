using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Payments;
using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Invoicing;

/// <summary>What an invoice goes through: draft, open, and then paid, uncollectible or void.</summary>
internal static class InvoiceLife
{
    /// <summary>Settles the lines, the number and what is due, and collects if that is wanted.</summary>
    public static void Finalize(Account account, Invoice invoice, bool? autoAdvance = null)
    {
        if (invoice.Status != Invoice.Draft)
            throw StripeError.Invalid($"This invoice is already finalized: its status is {invoice.Status}.");
        if (!Currencies.CanBeCharged(invoice.Currency, invoice.Total))
            throw StripeError.Invalid("Amounts of this currency have to end in 0.", "amount", "invalid_charge_amount");
        if (invoice.Total > Currencies.Most)
            throw StripeError.Invalid($"Amount must be no more than {Currencies.Most}.", "amount", "amount_too_large");
        var before = invoice.ToJson(account);
        var customer = account.Customers.Get(invoice.Customer);
        invoice.AutoAdvance = autoAdvance ?? invoice.AutoAdvance;
        invoice.Number ??= $"{customer.InvoicePrefix}-{customer.NextInvoice++:0000}";
        invoice.FinalizedAt = account.Now;
        invoice.AutomaticallyFinalizesAt = null;
        customer.Currency ??= invoice.Currency;
        invoice.Status = Invoice.Open;
        ApplyBalance(account, invoice, customer);
        if (invoice.AmountDue > 0)
            BeginPayment(account, invoice);
        account.Emit("invoice.finalized", invoice);
        account.Emit("invoice.updated", invoice, before);
        if (invoice.AmountDue == 0)
            MarkPaid(account, invoice);
        else if (invoice.AutoAdvance && invoice.CollectionMethod == "charge_automatically")
            Collection.Begin(account, invoice);
    }

    /// <summary>An invoice on which nothing is left to pay.</summary>
    public static void MarkPaid(Account account, Invoice invoice)
    {
        var before = invoice.ToJson(account);
        invoice.Status = Invoice.Paid;
        invoice.PaidAt = account.Now;
        invoice.Attempted = true;
        invoice.NextAttempt = null;
        invoice.AutoAdvance = false;
        SetDelinquent(account, invoice);
        account.Emit("invoice.updated", invoice, before);
        account.Emit("invoice.paid", invoice);
        account.Emit("invoice.payment_succeeded", invoice);
    }

    public static void MarkUncollectible(Account account, Invoice invoice)
    {
        Require(invoice, Invoice.Open);
        var before = invoice.ToJson(account);
        invoice.Status = Invoice.Uncollectible;
        invoice.UncollectibleAt = account.Now;
        invoice.NextAttempt = null;
        invoice.AutoAdvance = false;
        account.Emit("invoice.updated", invoice, before);
        account.Emit("invoice.marked_uncollectible", invoice);
    }

    public static void Void(Account account, Invoice invoice)
    {
        Require(invoice, Invoice.Open, Invoice.Uncollectible);
        var before = invoice.ToJson(account);
        invoice.Status = Invoice.Void;
        invoice.VoidedAt = account.Now;
        invoice.NextAttempt = null;
        invoice.AutoAdvance = false;
        if (account.PaymentIntents.Find(invoice.PaymentIntent) is { } intent)
            Attempts.Cancel(account, intent, "void_invoice");
        GiveBalanceBack(account, invoice);
        SetDelinquent(account, invoice);
        account.Emit("invoice.updated", invoice, before);
        account.Emit("invoice.voided", invoice);
    }

    public static void Require(Invoice invoice, params string[] statuses)
    {
        if (!statuses.Contains(invoice.Status))
            throw StripeError.Invalid(
                $"Only possible for invoices that are {string.Join(" or ", statuses)}; this one is {invoice.Status}."
            );
    }

    /// <summary>Draft invoices can be changed, others cannot.</summary>
    public static void RequireEditable(Invoice invoice)
    {
        if (invoice.Status != Invoice.Draft)
            throw StripeError.Invalid(
                $"This invoice can no longer be edited: its status is {invoice.Status}.",
                null,
                "invoice_not_editable"
            );
    }

    // Credit is used up, a debt comes on top, and what is too small to be charged is left for the next invoice.
    private static void ApplyBalance(Account account, Invoice invoice, Customer customer)
    {
        var starting = customer.Balance(invoice.Currency);
        var together = checked(invoice.Total + starting);
        invoice.StartingBalance = starting;
        invoice.AmountDue = Math.Max(0, together);
        if (together > 0 && together < Currencies.Minimum(invoice.Currency))
        {
            invoice.AmountDue = 0;
            Move(invoice.Total, "invoice_too_small");
        }
        else
            Move(Math.Min(0, together) - starting, "applied_to_invoice");
        invoice.EndingBalance = customer.Balance(invoice.Currency);

        void Move(long amount, string type)
        {
            if (amount != 0)
                Balances.Change(account, customer, invoice.Currency, amount, type, invoice.Id);
        }
    }

    private static void GiveBalanceBack(Account account, Invoice invoice)
    {
        var applied = invoice.StartingBalance - (invoice.EndingBalance ?? invoice.StartingBalance);
        var customer = account.Customers.Get(invoice.Customer);
        if (applied != 0)
            Balances.Change(account, customer, invoice.Currency, applied, "unapplied_from_invoice", invoice.Id);
    }

    private static void BeginPayment(Account account, Invoice invoice)
    {
        var intent = account.PaymentIntents.Add(
            new()
            {
                Id = account.NewId("pi"),
                Created = account.Now,
                Currency = invoice.Currency,
                Customer = invoice.Customer,
                Invoice = invoice.Id,
                Amount = invoice.AmountDue,
                Description = $"Payment for Invoice {invoice.Number}",
            },
            invoice.Customer,
            invoice.Id
        );
        invoice.PaymentIntent = intent.Id;
        account.InvoicePayments.Add(
            new()
            {
                Id = account.NewId("inpay"),
                Created = account.Now,
                Invoice = invoice.Id,
                Currency = invoice.Currency,
                PaymentIntent = intent.Id,
                AmountRequested = invoice.AmountDue,
            },
            invoice.Id,
            intent.Id
        );
        account.Emit("payment_intent.created", intent);
    }

    // Delinquent is a customer whose latest automatically collected invoice was attempted and is not paid.
    private static void SetDelinquent(Account account, Invoice invoice) =>
        account.Customers.Get(invoice.Customer).Delinquent = account
            .Invoices.Under(invoice.Customer)
            .Any(i => i is { Status: Invoice.Open, Attempted: true });
}
