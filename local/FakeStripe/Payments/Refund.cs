using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Payments;

/// <summary>Money that goes back to the card that paid.</summary>
internal sealed class Refund : Resource
{
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required string Charge { get; init; }

    public required string PaymentIntent { get; init; }

    public required string Customer { get; init; }

    public required string PaymentMethod { get; init; }

    public string? Reason { get; init; }

    public string? CreditNote { get; set; }

    public string? Movement { get; set; }

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "refund",
            ["amount"] = Amount,
            ["balance_transaction"] = Movement,
            ["charge"] = Charge,
            ["created"] = Created,
            ["currency"] = Currency,
            ["customer"] = Customer,
            ["customer_account"] = null,
            ["destination_details"] = new JsonObject
            {
                ["card"] = new JsonObject { ["type"] = "refund" },
                ["type"] = "card",
            },
            ["metadata"] = MetadataJson(),
            ["payment_intent"] = PaymentIntent,
            ["payment_method"] = PaymentMethod,
            ["reason"] = Reason,
            ["receipt_number"] = null,
            ["source_transfer_reversal"] = null,
            ["status"] = "succeeded",
            ["transfer_reversal"] = null,
        };
}

/// <summary>
/// A movement of money into or out of the account; Stripe calls it a balance transaction. Minor units.
/// </summary>
internal sealed class Movement : Resource
{
    public required long Amount { get; init; }

    public required long Fee { get; init; }

    public required string Currency { get; init; }

    /// <summary>The charge, refund or dispute behind it.</summary>
    public required string Source { get; init; }

    /// <summary>charge, refund or adjustment.</summary>
    public required string Type { get; init; }

    public required string Category { get; init; }

    public string? Description { get; init; }

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "balance_transaction",
            ["amount"] = Amount,
            ["available_on"] = Created,
            ["balance_type"] = "payments",
            ["created"] = Created,
            ["currency"] = Currency,
            ["description"] = Description,
            ["exchange_rate"] = null,
            ["fee"] = Fee,
            ["fee_details"] = FeeDetails(),
            ["net"] = Amount - Fee,
            ["reporting_category"] = Category,
            ["source"] = Source,
            ["status"] = "available",
            ["type"] = Type,
        };

    private JsonArray FeeDetails() =>
        Fee == 0
            ? []
            :
            [
                new JsonObject
                {
                    ["amount"] = Fee,
                    ["application"] = null,
                    ["currency"] = Currency,
                    ["description"] = "Stripe processing fees",
                    ["type"] = "stripe_fee",
                },
            ];
}
