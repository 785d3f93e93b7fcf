using Mothership.Domain.Billing;
using Mothership.Domain.Payments;

namespace Mothership.Domain.Ledger;

/// <summary>
/// The transaction that each thing which happens to an invoice comes to. Ids and contents depend on nothing but what
/// happened. Null where no money moves.
/// </summary>
public static class Postings
{
    /// <summary>An invoice was made: it is owed from its month's end on, or in the customer's favour.</summary>
    public static LedgerTransaction? Of(Invoice invoice)
    {
        var credits = invoice.Lines.Where(IsPromotion).Sum(line => Minor(line));
        var earned = invoice.Lines.Where(line => !IsPromotion(line)).Sum(line => Minor(line));
        var total = MinorUnits.Of(invoice.Total, invoice.Currency);
        return LedgerTransaction.Of(
            $"invoice:{invoice.Id}",
            invoice.Organization,
            invoice.Month.End,
            invoice.Currency,
            invoice.Id,
            new(total < 0 ? LedgerAccount.CustomerBalance : LedgerAccount.Receivable, total),
            new(LedgerAccount.PromotionalCredits, -credits),
            new(LedgerAccount.Revenue, -earned)
        );

        long Minor(BillLine line) => MinorUnits.Of(line.Amount, invoice.Currency);
    }

    /// <summary>The customer's balance has taken a part of an invoice.</summary>
    public static LedgerTransaction? Balance(InvoicePayment of, long amount, DateTimeOffset at) =>
        Post(
            $"balance:{of.Invoice}",
            of,
            at,
            (LedgerAccount.CustomerBalance, amount),
            (LedgerAccount.Receivable, -amount)
        );

    /// <summary>What the balance had taken has gone back, because the invoice was taken back.</summary>
    public static LedgerTransaction? BalanceReturned(InvoicePayment of, long amount, DateTimeOffset at) =>
        Post(
            $"balance-returned:{of.Invoice}",
            of,
            at,
            (LedgerAccount.Receivable, amount),
            (LedgerAccount.CustomerBalance, -amount)
        );

    /// <summary>Money has come in.</summary>
    public static LedgerTransaction? Payment(InvoicePayment of, ProviderPayment payment) =>
        Post(
            $"payment:{payment.Id}",
            of,
            payment.At,
            (LedgerAccount.Cash, payment.Amount),
            (LedgerAccount.Receivable, -payment.Amount)
        );

    /// <summary>Money has been paid back.</summary>
    public static LedgerTransaction? Refund(InvoicePayment of, ProviderRefund refund) =>
        Post(
            $"refund:{refund.Id}",
            of,
            refund.At,
            (LedgerAccount.Refunds, refund.Amount),
            (LedgerAccount.Cash, -refund.Amount)
        );

    /// <summary>Money that was paid back did not arrive.</summary>
    public static LedgerTransaction? RefundFailed(InvoicePayment of, ProviderRefund refund) =>
        Post(
            $"refund-failed:{refund.Id}",
            of,
            refund.At,
            (LedgerAccount.Cash, refund.Amount),
            (LedgerAccount.Refunds, -refund.Amount)
        );

    /// <summary>The customer's bank holds money back.</summary>
    public static LedgerTransaction? Dispute(InvoicePayment of, ProviderDispute dispute) =>
        Post(
            $"dispute:{dispute.Id}",
            of,
            dispute.At,
            (LedgerAccount.Disputes, dispute.Amount),
            (LedgerAccount.Cash, -dispute.Amount)
        );

    /// <summary>A dispute was decided.</summary>
    public static LedgerTransaction? Decided(InvoicePayment of, ProviderDispute dispute) =>
        dispute.Outcome switch
        {
            DisputeOutcome.Won => Post(
                $"dispute-won:{dispute.Id}",
                of,
                dispute.At,
                (LedgerAccount.Cash, dispute.Amount),
                (LedgerAccount.Disputes, -dispute.Amount)
            ),
            DisputeOutcome.Lost => Post(
                $"dispute-lost:{dispute.Id}",
                of,
                dispute.At,
                (LedgerAccount.WriteOffs, dispute.Amount),
                (LedgerAccount.Disputes, -dispute.Amount)
            ),
            _ => null,
        };

    /// <summary>A credit note was issued: what was earned is less, and the customer is to get it back.</summary>
    public static LedgerTransaction? CreditNote(InvoicePayment of, string note, long amount, DateTimeOffset at) =>
        Post($"credit-note:{note}", of, at, (LedgerAccount.Revenue, amount), (LedgerAccount.Refunds, -amount));

    /// <summary>
    /// A credit note was carried out. What it pays back in cash stays on the account for refunds until the refund.
    /// </summary>
    public static LedgerTransaction? CreditNoteSettled(
        InvoicePayment of,
        string note,
        long unpaid,
        long toBalance,
        DateTimeOffset at
    ) =>
        Post(
            $"credit-note-settled:{note}",
            of,
            at,
            (LedgerAccount.Refunds, unpaid + toBalance),
            (LedgerAccount.Receivable, -unpaid),
            (LedgerAccount.CustomerBalance, -toBalance)
        );

    /// <summary>What is owed was given up.</summary>
    public static LedgerTransaction? WriteOff(InvoicePayment of, long amount, DateTimeOffset at) =>
        Post($"write-off:{of.Invoice}", of, at, (LedgerAccount.WriteOffs, amount), (LedgerAccount.Receivable, -amount));

    /// <summary>What was given up has been paid after all.</summary>
    public static LedgerTransaction? Recovered(InvoicePayment of, long amount, DateTimeOffset at) =>
        Post($"recovered:{of.Invoice}", of, at, (LedgerAccount.Receivable, amount), (LedgerAccount.WriteOffs, -amount));

    /// <summary>The provider has taken the invoice back without a credit note of ours.</summary>
    public static LedgerTransaction? Void(InvoicePayment of, long amount, DateTimeOffset at) =>
        Post($"void:{of.Invoice}", of, at, (LedgerAccount.Revenue, amount), (LedgerAccount.Receivable, -amount));

    private static bool IsPromotion(BillLine line) => (line.Corrects ?? line.Kind) == BillLineKind.Credit;

    private static LedgerTransaction? Post(
        string id,
        InvoicePayment of,
        DateTimeOffset at,
        params ReadOnlySpan<(LedgerAccount Account, long Amount)> entries
    )
    {
        var sides = new LedgerEntry[entries.Length];
        for (var i = 0; i < sides.Length; i++)
            sides[i] = new(entries[i].Account, entries[i].Amount);
        return LedgerTransaction.Of(id, of.Organization, at, of.Currency, of.Invoice, sides);
    }
}
