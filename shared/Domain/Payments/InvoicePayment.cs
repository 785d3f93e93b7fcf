using Mothership.Domain.Ids;

namespace Mothership.Domain.Payments;

/// <summary>
/// Where the payment of an invoice stands: our copy of what the provider says, and what we have begun there. Amounts
/// are in the currency's minor units.
/// </summary>
public sealed record InvoicePayment
{
    /// <summary>The invoice.</summary>
    public required string Invoice { get; init; }

    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Who pays.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The invoice's; negative when it is in the customer's favour.</summary>
    public required long Total { get; init; }

    /// <summary>Where it stands.</summary>
    public required InvoiceStatus Status { get; init; }

    /// <summary>The provider's id of the invoice, or of the credit that a negative one became; null before.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Where the customer can see and pay it at the provider.</summary>
    public string? HostedUrl { get; init; }

    /// <summary>
    /// Counts the keys under which things are created for it at the provider. A key whose stored outcome is an error of
    /// the provider's is useless; the next one is recorded here before it is used.
    /// </summary>
    public int KeyGeneration { get; init; }

    /// <summary>Counts the attempts to collect it; recorded before each is made.</summary>
    public int Attempts { get; init; }

    /// <summary>What the customer's balance has taken of it.</summary>
    public long BalanceApplied { get; init; }

    /// <summary>Received.</summary>
    public long Paid { get; init; }

    /// <summary>Paid back.</summary>
    public long Refunded { get; init; }

    /// <summary>Held back because of disputes that are undecided.</summary>
    public long Disputed { get; init; }

    /// <summary>Lost in disputes.</summary>
    public long Lost { get; init; }

    /// <summary>Given up.</summary>
    public long WrittenOff { get; init; }

    /// <summary>Of all credit notes.</summary>
    public long Credited { get; init; }

    /// <summary>
    /// Of the credit notes that came before it was charged; the provider is asked for that much less.
    /// </summary>
    public long CreditedBefore { get; init; }

    /// <summary>How much of the credit notes was taken off from what was still to pay.</summary>
    public long CreditApplied { get; init; }

    /// <summary>The credit notes that the provider has not been told of.</summary>
    public IReadOnlyList<string> PendingNotes { get; init; } = [];

    /// <summary>Why the last attempt to collect it failed.</summary>
    public PaymentFailure? Failure { get; init; }

    /// <summary>When it was first known that it could not be collected; the dunning's dates count from here.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>How many steps of the dunning's ladder have been taken.</summary>
    public int Rung { get; init; }

    /// <summary>What a person has to look at; null when all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>The ids of the transactions that are in the ledger for it.</summary>
    public IReadOnlyList<string> Posted { get; init; } = [];

    /// <summary>When it was last changed, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>What is left to pay.</summary>
    public long Due =>
        Status is InvoiceStatus.Voided or InvoiceStatus.WrittenOff
            ? 0
            : Math.Max(0, Total - BalanceApplied - CreditApplied - Paid - WrittenOff);

    /// <summary>What credit notes may still take back.</summary>
    public long Creditable => Math.Max(0, Total - Credited);

    /// <summary>What the provider is asked for.</summary>
    public long Asked => Total - CreditedBefore;

    /// <summary>Whether nothing has to be done about it, until somebody does something.</summary>
    public bool IsAtRest =>
        PendingNotes.Count == 0 && Status.IsSettled() && (Status != InvoiceStatus.Credited || ProviderId is not null);
}
