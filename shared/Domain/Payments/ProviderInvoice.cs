namespace Mothership.Domain.Payments;

/// <summary>What the payment provider says of an invoice that it has.</summary>
public enum ProviderInvoiceState
{
    /// <summary>Being put together; it can still be changed and is not collected.</summary>
    Draft,

    /// <summary>Final, and not paid.</summary>
    Open,

    /// <summary>Paid, or there was nothing to pay.</summary>
    Paid,

    /// <summary>Taken back.</summary>
    Void,

    /// <summary>Given up.</summary>
    Uncollectible,
}

/// <summary>
/// All that the payment provider knows about one invoice at one instant. Amounts are in the currency's minor units.
/// </summary>
/// <param name="Id">The provider's id of it.</param>
/// <param name="Invoice">Our id of it.</param>
/// <param name="Customer">The provider's id of the customer.</param>
/// <param name="State">How far it is.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">Of its items.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record ProviderInvoice(
    string Id,
    string Invoice,
    string Customer,
    ProviderInvoiceState State,
    string Currency,
    long Total,
    DateTimeOffset CreatedAt
)
{
    /// <summary>Our id of the organisation.</summary>
    public string Organization { get; init; } = "";

    /// <summary>
    /// How much of it the customer's balance has taken; negative when the invoice has taken on what was owed before.
    /// </summary>
    public long BalanceApplied { get; init; }

    /// <summary>When it became final, UTC; null for a draft.</summary>
    public DateTimeOffset? FinalAt { get; init; }

    /// <summary>When it was taken back or given up, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where the customer can see and pay it.</summary>
    public string? HostedUrl { get; init; }

    /// <summary>Whether the customer has to confirm the payment.</summary>
    public bool NeedsAction { get; init; }

    /// <summary>Why the last attempt failed; null when none has.</summary>
    public PaymentFailure? Failure { get; init; }

    /// <summary>What was paid.</summary>
    public IReadOnlyList<ProviderPayment> Payments { get; init; } = [];

    /// <summary>Paid back.</summary>
    public IReadOnlyList<ProviderRefund> Refunds { get; init; } = [];

    /// <summary>Disputed by the customer's bank.</summary>
    public IReadOnlyList<ProviderDispute> Disputes { get; init; } = [];

    /// <summary>Taken off by credit notes.</summary>
    public IReadOnlyList<ProviderCreditNote> CreditNotes { get; init; } = [];
}

/// <summary>A payment that was received.</summary>
public sealed record ProviderPayment(string Id, long Amount, DateTimeOffset At);

/// <summary>A refund.</summary>
/// <param name="Id">The provider's.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="At">UTC.</param>
/// <param name="Failed">Whether the money did not reach the customer and came back.</param>
public sealed record ProviderRefund(string Id, long Amount, DateTimeOffset At, bool Failed);

/// <summary>How a dispute stands.</summary>
public enum DisputeOutcome
{
    /// <summary>Undecided; the money is held back.</summary>
    Open,

    /// <summary>The money has come back.</summary>
    Won,

    /// <summary>The money is lost.</summary>
    Lost,
}

/// <summary>A dispute of the customer's bank that has taken money.</summary>
public sealed record ProviderDispute(string Id, long Amount, DateTimeOffset At, DisputeOutcome Outcome);

/// <summary>A credit note at the provider.</summary>
/// <param name="Id">The provider's id of it.</param>
/// <param name="Note">Our id of it; null when it was made at the provider.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Unpaid">How much of it was taken off from what was still to pay.</param>
/// <param name="ToBalance">How much of it went to the customer's balance.</param>
/// <param name="At">UTC.</param>
public sealed record ProviderCreditNote(
    string Id,
    string? Note,
    long Amount,
    long Unpaid,
    long ToBalance,
    DateTimeOffset At
);

/// <summary>Why a payment failed.</summary>
/// <param name="Code">For programs, such as <c>card_declined</c>.</param>
/// <param name="Message">For the customer.</param>
public sealed record PaymentFailure(string Code, string Message)
{
    /// <summary>There is nothing to charge.</summary>
    public static PaymentFailure NoMethod { get; } =
        new("no_payment_method", "There is no payment method. Add one with POST /billing/v1/payment-method.");
}
