using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Invoicing;

/// <summary>A line of an invoice: an item, and what it is called there.</summary>
internal sealed record InvoiceLine(string Id, InvoiceItem Item);

/// <summary>What a customer owes. Minor units.</summary>
internal sealed class Invoice : Resource
{
    public const string Draft = "draft";
    public const string Open = "open";
    public const string Paid = "paid";
    public const string Uncollectible = "uncollectible";
    public const string Void = "void";

    public required string Customer { get; init; }

    public required string Currency { get; init; }

    public string Status { get; set; } = Draft;

    /// <summary>charge_automatically or send_invoice.</summary>
    public required string CollectionMethod { get; set; }

    public bool AutoAdvance { get; set; }

    public string? Number { get; set; }

    public string? Description { get; set; }

    public string? Footer { get; set; }

    public string? StatementDescriptor { get; set; }

    public JsonArray? CustomFields { get; set; }

    public string? DefaultPaymentMethod { get; set; }

    public long? DueDate { get; set; }

    public long? EffectiveAt { get; set; }

    public long? AutomaticallyFinalizesAt { get; set; }

    public List<InvoiceLine> Lines { get; } = [];

    /// <summary>What the customer's balance was when the invoice was finalised.</summary>
    public long StartingBalance { get; set; }

    public long? EndingBalance { get; set; }

    public long AmountDue { get; set; }

    public long AmountPaid { get; set; }

    /// <summary>Credit notes that made less due, and credit notes that gave back what was paid.</summary>
    public long PrePaymentCredits { get; set; }

    public long PostPaymentCredits { get; set; }

    public int CreditNotes { get; set; }

    public int AttemptCount { get; set; }

    public bool Attempted { get; set; }

    public long? NextAttempt { get; set; }

    public long? FinalizedAt { get; set; }

    public long? PaidAt { get; set; }

    public long? VoidedAt { get; set; }

    public long? UncollectibleAt { get; set; }

    public string? PaymentIntent { get; set; }

    public bool PaidOutOfBand { get; set; }

    public long Subtotal => Lines.Sum(l => l.Item.Amount);

    public long Total => Subtotal;

    public long AmountRemaining => Math.Max(0, AmountDue - AmountPaid);

    /// <summary>What credit notes can still take back.</summary>
    public long Creditable => Total - PrePaymentCredits - PostPaymentCredits;

    /// <summary>Whether it can be paid.</summary>
    public bool IsDue => Status is Open or Uncollectible;

    public override JsonObject ToJson(Account account) => InvoiceJson.Of(this, account);
}

/// <summary>A payment that is meant for an invoice.</summary>
internal sealed class InvoicePayment : Resource
{
    public required string Invoice { get; init; }

    public required string Currency { get; init; }

    public required string PaymentIntent { get; init; }

    public long AmountRequested { get; set; }

    public long? AmountPaid { get; set; }

    /// <summary>open, paid or canceled.</summary>
    public string Status { get; set; } = "open";

    public long? PaidAt { get; set; }

    public long? CanceledAt { get; set; }

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "invoice_payment",
            ["amount_paid"] = AmountPaid,
            ["amount_requested"] = AmountRequested,
            ["created"] = Created,
            ["currency"] = Currency,
            ["invoice"] = Invoice,
            ["is_default"] = true,
            ["livemode"] = false,
            ["payment"] = new JsonObject { ["payment_intent"] = PaymentIntent, ["type"] = "payment_intent" },
            ["status"] = Status,
            ["status_transitions"] = new JsonObject { ["canceled_at"] = CanceledAt, ["paid_at"] = PaidAt },
        };
}
