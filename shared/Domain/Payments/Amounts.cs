using Mothership.Domain.Ledger;

namespace Mothership.Domain.Payments;

/// <summary>The sums over what the provider says of an invoice, and the ledger's transactions for its parts.</summary>
internal sealed record Amounts(long Balance, long Paid, long Refunded, long Disputed, long Lost, long CreditApplied)
{
    public static Amounts Of(InvoicePayment row, ProviderInvoice seen) =>
        new(
            seen.State == ProviderInvoiceState.Draft ? 0 : seen.BalanceApplied,
            seen.Payments.Sum(p => p.Amount),
            seen.Refunds.Where(r => !r.Failed).Sum(r => r.Amount),
            seen.Disputes.Where(d => d.Outcome == DisputeOutcome.Open).Sum(d => d.Amount),
            seen.Disputes.Where(d => d.Outcome == DisputeOutcome.Lost).Sum(d => d.Amount),
            row.CreditedBefore + seen.CreditNotes.Sum(n => n.Unpaid)
        );

    public InvoicePayment Apply(InvoicePayment row, ProviderInvoice seen)
    {
        var foreign = seen.CreditNotes.Where(n => n.Note is null && !row.Posted.Contains($"credit-note:{n.Id}"));
        var ended = seen.State == ProviderInvoiceState.Uncollectible && row.WrittenOff == 0;
        var next = row with
        {
            ProviderId = seen.Id,
            HostedUrl = seen.HostedUrl,
            BalanceApplied = Balance,
            Paid = Paid,
            Refunded = Refunded,
            Disputed = Disputed,
            Lost = Lost,
            CreditApplied = CreditApplied,
            Credited = row.Credited + foreign.Sum(n => n.Amount),
            PendingNotes = [.. row.PendingNotes.Where(id => !seen.CreditNotes.Any(n => n.Note == id))],
            Failure = seen.State == ProviderInvoiceState.Open ? seen.Failure ?? row.Failure : null,
        };
        if (row.WrittenOff > 0 && seen.State == ProviderInvoiceState.Paid)
            return next with { WrittenOff = 0 };
        return ended ? next with { WrittenOff = Remaining(row) } : next;
    }

    public IEnumerable<LedgerTransaction?> Transactions(InvoicePayment row, ProviderInvoice seen)
    {
        var at = seen.FinalAt ?? seen.CreatedAt;
        yield return Postings.Balance(row, Balance, at);
        foreach (var payment in seen.Payments)
            yield return Postings.Payment(row, payment);
        foreach (var transaction in seen.CreditNotes.SelectMany(n => OfNote(row, n)))
            yield return transaction;
        foreach (var refund in seen.Refunds)
        foreach (var transaction in OfRefund(row, refund))
            yield return transaction;
        foreach (var dispute in seen.Disputes)
        {
            yield return Postings.Dispute(row, dispute);
            yield return Postings.Decided(row, dispute);
        }
        yield return OfEnd(row, seen);
        if (seen.State == ProviderInvoiceState.Void)
            yield return Postings.BalanceReturned(row, Balance, seen.EndedAt ?? at);
    }

    private LedgerTransaction? OfEnd(InvoicePayment row, ProviderInvoice seen)
    {
        var at = seen.EndedAt ?? seen.FinalAt ?? seen.CreatedAt;
        return seen.State switch
        {
            ProviderInvoiceState.Void => Postings.Void(row, Remaining(row) + Balance, at),
            ProviderInvoiceState.Uncollectible when row.WrittenOff == 0 => Postings.WriteOff(row, Remaining(row), at),
            ProviderInvoiceState.Paid when row.WrittenOff > 0 => Postings.Recovered(row, row.WrittenOff, at),
            _ => null,
        };
    }

    private long Remaining(InvoicePayment row) => Math.Max(0, row.Total - Balance - CreditApplied - Paid);

    private static IEnumerable<LedgerTransaction?> OfNote(InvoicePayment row, ProviderCreditNote note)
    {
        if (note.Note is null)
            yield return Postings.CreditNote(row, note.Id, note.Amount, note.At);
        yield return Postings.CreditNoteSettled(row, note.Note ?? note.Id, note.Unpaid, note.ToBalance, note.At);
    }

    // One that had failed before it was ever seen has moved nothing.
    private static IEnumerable<LedgerTransaction?> OfRefund(InvoicePayment row, ProviderRefund refund)
    {
        if (!refund.Failed)
            yield return Postings.Refund(row, refund);
        else if (row.Posted.Contains($"refund:{refund.Id}"))
            yield return Postings.RefundFailed(row, refund);
    }
}
