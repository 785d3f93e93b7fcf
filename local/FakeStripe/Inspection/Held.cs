namespace Mothership.Local.FakeStripe.Inspection;

/// <summary>An invoice that Stripe holds. Minor units.</summary>
public sealed record HeldInvoice(
    string Id,
    string? Number,
    string Customer,
    string Currency,
    string Status,
    long Total,
    long StartingBalance,
    long EndingBalance,
    long AmountDue,
    long AmountPaid,
    long PrePaymentCredits,
    long PostPaymentCredits,
    bool PaidOutOfBand,
    DateTimeOffset Created,
    DateTimeOffset? FinalizedAt,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<HeldLine> Lines
);

/// <summary>A line of an invoice. Minor units.</summary>
public sealed record HeldLine(
    string Id,
    string Item,
    long Amount,
    string? Description,
    IReadOnlyDictionary<string, string> Metadata
);

/// <summary>An attempt to charge a card for an invoice. Minor units.</summary>
public sealed record HeldCharge(
    string Id,
    string Customer,
    string Invoice,
    string PaymentIntent,
    string Currency,
    long Amount,
    bool Succeeded,
    string? DeclineCode,
    long AmountRefunded,
    bool Disputed,
    DateTimeOffset At
);

/// <summary>A refund. Minor units.</summary>
public sealed record HeldRefund(
    string Id,
    string Customer,
    string Charge,
    string Currency,
    long Amount,
    string? CreditNote,
    IReadOnlyDictionary<string, string> Metadata,
    DateTimeOffset At
);

/// <summary>A credit note. Minor units.</summary>
public sealed record HeldCreditNote(
    string Id,
    string Number,
    string Customer,
    string Invoice,
    string Currency,
    long Total,
    long PrePayment,
    long PostPayment,
    bool IsVoid,
    IReadOnlyDictionary<string, string> Metadata,
    DateTimeOffset At
);

/// <summary>A contested payment. Minor units.</summary>
public sealed record HeldDispute(
    string Id,
    string Customer,
    string Charge,
    string Invoice,
    string Currency,
    long Amount,
    string Status,
    DateTimeOffset At
);

/// <summary>A change of a customer's balance; below zero is in the customer's favour. Minor units.</summary>
public sealed record HeldBalanceChange(
    string Id,
    string Customer,
    string Currency,
    long Amount,
    long EndingBalance,
    string Type,
    string? Invoice,
    string? CreditNote,
    DateTimeOffset At
);

/// <summary>
/// Sums over invoices that were finalised, and what became of them. Minor units. Invoiced = total of all that are not
/// void.
/// </summary>
public sealed record HeldTotals(
    long Invoiced,
    long Due,
    long Paid,
    long PaidOutOfBand,
    long Open,
    long Uncollectible,
    long Voided,
    long CreditNotes,
    long Refunded,
    long DisputesLostOrOpen,
    long CustomerBalances
);
