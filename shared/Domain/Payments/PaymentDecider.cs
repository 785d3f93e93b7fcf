using Mothership.Domain.Billing;
using Mothership.Domain.Ledger;

namespace Mothership.Domain.Payments;

/// <summary>What becomes of an invoice's payment, and what goes into the ledger with it, in one write.</summary>
/// <param name="Next">The row.</param>
/// <param name="Transactions">Not in the ledger before.</param>
public sealed record PaymentDecision(InvoicePayment Next, IReadOnlyList<LedgerTransaction> Transactions);

/// <summary>
/// Decides where the payment of an invoice stands. What the provider says now is taken over whole, whatever happened in
/// between; so a message from it that comes twice, late, in another order or never makes no difference.
/// </summary>
public static class PaymentDecider
{
    /// <summary>A new invoice is due. One that asks for nothing is settled from the beginning.</summary>
    public static PaymentDecision Begin(Invoice invoice)
    {
        var total = MinorUnits.Of(invoice.Total, invoice.Currency);
        var row = new InvoicePayment
        {
            Invoice = invoice.Id,
            Number = invoice.Number,
            Organization = invoice.Organization,
            Currency = invoice.Currency,
            Total = total,
            UpdatedAt = invoice.Month.End,
            Status =
                total > 0 ? InvoiceStatus.NotCharged
                : total < 0 ? InvoiceStatus.Credited
                : InvoiceStatus.Paid,
        };
        return Decide(row, [Postings.Of(invoice)]);
    }

    /// <summary>Charging begins. Recorded before anything is asked of the provider.</summary>
    public static PaymentDecision BeginCharging(InvoicePayment row, DateTimeOffset now) =>
        Decide(row with { Status = InvoiceStatus.Charging, KeyGeneration = 1, UpdatedAt = now }, []);

    /// <summary>The keys of the present generation are spent on an error of the provider's.</summary>
    public static PaymentDecision NextKeys(InvoicePayment row, DateTimeOffset now) =>
        Decide(row with { KeyGeneration = row.KeyGeneration + 1, UpdatedAt = now }, []);

    /// <summary>One more attempt to collect it is about to be made.</summary>
    public static PaymentDecision NextAttempt(InvoicePayment row, int? rung, DateTimeOffset now) =>
        Decide(row with { Attempts = row.Attempts + 1, Rung = rung ?? row.Rung, UpdatedAt = now }, []);

    /// <summary>A step of the dunning was taken.</summary>
    public static PaymentDecision Climb(InvoicePayment row, int rung, DateTimeOffset now) =>
        Decide(row with { Rung = Math.Max(row.Rung, rung), UpdatedAt = now }, []);

    /// <summary>The credit of an invoice in the customer's favour is with the provider.</summary>
    public static PaymentDecision BalanceCredited(InvoicePayment row, string providerId, DateTimeOffset now) =>
        Decide(row with { ProviderId = providerId, UpdatedAt = now }, []);

    /// <summary>It could not be collected, for a reason that the provider's invoice does not show.</summary>
    public static PaymentDecision Failed(InvoicePayment row, PaymentFailure failure, DateTimeOffset now) =>
        Decide(
            row with
            {
                Failure = failure,
                FailedAt = row.FailedAt ?? now,
                Status = row.Status == InvoiceStatus.Open ? InvoiceStatus.PastDue : row.Status,
                UpdatedAt = now,
            },
            []
        );

    /// <summary>Something that a person has to look at.</summary>
    public static PaymentDecision Blocked(InvoicePayment row, string problem, DateTimeOffset now) =>
        Decide(row with { Problem = problem, UpdatedAt = now }, []);

    /// <summary>What is still owed is given up.</summary>
    /// <returns>Null when nothing is owed.</returns>
    public static PaymentDecision? WriteOff(InvoicePayment row, DateTimeOffset now) =>
        row.Due == 0 || row.WrittenOff > 0
            ? null
            : Decide(
                row with
                {
                    WrittenOff = row.Due,
                    Status = InvoiceStatus.WrittenOff,
                    UpdatedAt = now,
                },
                [Postings.WriteOff(row, row.Due, now)]
            );

    /// <summary>Takes over what the provider says now.</summary>
    /// <param name="row">What we know.</param>
    /// <param name="seen">What it says, fetched after the row was read.</param>
    /// <param name="now">UTC.</param>
    /// <returns>Null when there is nothing new.</returns>
    public static PaymentDecision? Observe(InvoicePayment row, ProviderInvoice seen, DateTimeOffset now)
    {
        if (Contradiction(row, seen) is { } problem)
            return row.Problem == problem ? null : Blocked(row, problem, now);
        var amounts = Amounts.Of(row, seen);
        var next = amounts.Apply(row, seen) with { Problem = null };
        next = next with { Status = PaymentStatuses.Of(next, seen) };
        if (next.Status == InvoiceStatus.PastDue)
            next = next with { FailedAt = row.FailedAt ?? now };
        var posted = Decide(next, amounts.Transactions(row, seen));
        var same = posted.Transactions.Count == 0 && IsSame(posted.Next, row);
        return same ? null : posted with { Next = posted.Next with { UpdatedAt = now } };
    }

    internal static PaymentDecision Decide(InvoicePayment next, IEnumerable<LedgerTransaction?> transactions)
    {
        var added = transactions.OfType<LedgerTransaction>().Where(t => !next.Posted.Contains(t.Id)).ToList();
        return new(next with { Posted = [.. next.Posted, .. added.Select(t => t.Id)] }, added);
    }

    private static string? Contradiction(InvoicePayment row, ProviderInvoice seen) =>
        seen.Invoice != row.Invoice ? $"The provider's {seen.Id} is about invoice {seen.Invoice}."
        : seen.Currency != row.Currency ? $"The provider's {seen.Id} is in {seen.Currency}."
        : seen.State != ProviderInvoiceState.Draft && seen.Total != row.Asked
            ? $"The provider's {seen.Id} comes to {MinorUnits.Format(seen.Total, row.Currency)}, ours to "
                + $"{MinorUnits.Format(row.Asked, row.Currency)}."
        : null;

    // Lists compare by reference; their contents are what matters.
    private static bool IsSame(InvoicePayment a, InvoicePayment b) =>
        a.PendingNotes.SequenceEqual(b.PendingNotes)
        && a.Posted.SequenceEqual(b.Posted)
        && a with { PendingNotes = b.PendingNotes, Posted = b.Posted } == b;
}
