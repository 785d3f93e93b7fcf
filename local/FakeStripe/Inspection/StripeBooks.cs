using Mothership.Local.FakeStripe.Invoicing;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Inspection;

/// <summary>
/// What Stripe holds, read past the API: for auditors, who must not depend on what a client was told.
/// </summary>
public sealed class StripeBooks
{
    private readonly Account _account;

    internal StripeBooks(Account account) => _account = account;

    /// <summary>All invoices, oldest first, or a customer's.</summary>
    public IReadOnlyList<HeldInvoice> Invoices(string? customer = null) =>
        Read(() => _account.Invoices, customer, i => Of(i));

    /// <summary>The invoices whose metadata has a value under a name.</summary>
    public IReadOnlyList<HeldInvoice> InvoicesWith(string metadata, string value) =>
        [.. Invoices().Where(i => i.Metadata.GetValueOrDefault(metadata) == value)];

    /// <summary>All invoices by the value that their metadata has under a name; those without are left out.</summary>
    public ILookup<string, HeldInvoice> InvoicesBy(string metadata) =>
        Invoices().Where(i => i.Metadata.ContainsKey(metadata)).ToLookup(i => i.Metadata[metadata]);

    /// <summary>All attempts to charge cards, oldest first, or a customer's.</summary>
    public IReadOnlyList<HeldCharge> Charges(string? customer = null) =>
        Read(
            () => _account.Charges,
            customer,
            c => new HeldCharge(
                c.Id,
                c.Customer,
                c.Invoice,
                c.PaymentIntent,
                c.Currency,
                c.Amount,
                c.Succeeded,
                c.DeclineCode,
                c.AmountRefunded,
                c.Disputed,
                At(c.Created)
            )
        );

    /// <summary>The charges that went through.</summary>
    public IReadOnlyList<HeldCharge> Payments(string? customer = null) =>
        [.. Charges(customer).Where(c => c.Succeeded)];

    /// <summary>All refunds, oldest first, or a customer's.</summary>
    public IReadOnlyList<HeldRefund> Refunds(string? customer = null) =>
        Read(
            () => _account.Refunds,
            customer,
            r => new HeldRefund(r.Id, r.Customer, r.Charge, r.Currency, r.Amount, r.CreditNote, Copy(r), At(r.Created))
        );

    /// <summary>All credit notes, oldest first, or a customer's.</summary>
    public IReadOnlyList<HeldCreditNote> CreditNotes(string? customer = null) =>
        Read(
            () => _account.CreditNotes,
            customer,
            n => new HeldCreditNote(
                n.Id,
                n.Number,
                n.Customer,
                n.Invoice,
                n.Currency,
                n.Total,
                n.PrePayment,
                n.PostPayment,
                n.VoidedAt is not null,
                Copy(n),
                At(n.Created)
            )
        );

    /// <summary>All disputes, oldest first, or a customer's.</summary>
    public IReadOnlyList<HeldDispute> Disputes(string? customer = null) =>
        Read(
            () => _account.Disputes,
            customer,
            d => new HeldDispute(
                d.Id,
                d.Charge.Customer,
                d.Charge.Id,
                d.Charge.Invoice,
                d.Currency,
                d.Amount,
                d.Status,
                At(d.Created)
            )
        );

    /// <summary>All changes of customers' balances, oldest first, or of one customer's.</summary>
    public IReadOnlyList<HeldBalanceChange> BalanceChanges(string? customer = null) =>
        Read(
            () => _account.BalanceChanges,
            customer,
            b => new HeldBalanceChange(
                b.Id,
                b.Customer,
                b.Currency,
                b.Amount,
                b.EndingBalance,
                b.Type,
                b.Invoice,
                b.CreditNote,
                At(b.Created)
            )
        );

    /// <summary>The ids of all customers that are not deleted, oldest first.</summary>
    public IReadOnlyList<string> Customers()
    {
        lock (_account.Gate)
            return [.. _account.Customers.All.Where(c => !c.Deleted).Select(c => c.Id)];
    }

    /// <summary>How many invoice items wait for an invoice.</summary>
    public int PendingItems()
    {
        lock (_account.Gate)
            return _account.InvoiceItems.All.Count(i => i.Invoice is null);
    }

    /// <summary>The sums of one currency, over all customers or one.</summary>
    public HeldTotals Totals(string currency, string? customer = null)
    {
        lock (_account.Gate)
        {
            var invoices = Invoices(customer).Where(i => i.Currency == currency && i.Status != Invoice.Draft).ToList();
            var kept = invoices.Where(i => i.Status != Invoice.Void).ToList();
            return new(
                kept.Sum(i => i.Total),
                kept.Sum(i => i.AmountDue),
                Payments(customer).Where(c => c.Currency == currency).Sum(c => c.Amount),
                kept.Where(i => i.PaidOutOfBand).Sum(i => i.AmountPaid),
                invoices.Where(i => i.Status == Invoice.Open).Sum(i => i.AmountDue - i.AmountPaid),
                invoices.Where(i => i.Status == Invoice.Uncollectible).Sum(i => i.AmountDue - i.AmountPaid),
                invoices.Where(i => i.Status == Invoice.Void).Sum(i => i.Total),
                CreditNotes(customer).Where(n => n.Currency == currency && !n.IsVoid).Sum(n => n.Total),
                Refunds(customer).Where(r => r.Currency == currency).Sum(r => r.Amount),
                Disputes(customer).Where(d => d.Currency == currency && d.Status != "won").Sum(d => d.Amount),
                BalanceOf(currency, customer)
            );
        }
    }

    private long BalanceOf(string currency, string? customer) =>
        _account.Customers.All.Where(c => customer is null || c.Id == customer).Sum(c => c.Balance(currency));

    private HeldInvoice Of(Invoice invoice) =>
        new(
            invoice.Id,
            invoice.Number,
            invoice.Customer,
            invoice.Currency,
            invoice.Status,
            invoice.Total,
            invoice.StartingBalance,
            invoice.EndingBalance ?? invoice.StartingBalance,
            invoice.AmountDue,
            invoice.AmountPaid,
            invoice.PrePaymentCredits,
            invoice.PostPaymentCredits,
            invoice.PaidOutOfBand,
            At(invoice.Created),
            invoice.FinalizedAt is { } at ? At(at) : null,
            Copy(invoice),
            [
                .. invoice.Lines.Select(l => new HeldLine(
                    l.Id,
                    l.Item.Id,
                    l.Item.Amount,
                    l.Item.Description,
                    Copy(l.Item)
                )),
            ]
        );

    private List<THeld> Read<T, THeld>(Func<Store<T>> store, string? customer, Func<T, THeld> held)
        where T : Resource
    {
        lock (_account.Gate)
            return [.. (customer is null ? store().All : store().Under(customer)).Select(held)];
    }

    private static Dictionary<string, string> Copy(Resource resource) => new(resource.Metadata);

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
