using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Payments;

/// <summary>A payment that its payer contests at the bank.</summary>
internal sealed class Dispute : Resource
{
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required Charge Charge { get; init; }

    public required string Reason { get; init; }

    public required long DueBy { get; init; }

    /// <summary>needs_response, under_review, won or lost.</summary>
    public string Status { get; set; } = "needs_response";

    public JsonObject Evidence { get; } = NoEvidence();

    public int Submissions { get; set; }

    public List<Movement> Movements { get; } = [];

    public bool IsOpen => Status is "needs_response" or "under_review";

    public static readonly string[] EvidenceNames =
    [
        "access_activity_log",
        "billing_address",
        "cancellation_policy",
        "cancellation_policy_disclosure",
        "cancellation_rebuttal",
        "customer_communication",
        "customer_email_address",
        "customer_name",
        "customer_purchase_ip",
        "customer_signature",
        "duplicate_charge_documentation",
        "duplicate_charge_explanation",
        "duplicate_charge_id",
        "product_description",
        "receipt",
        "refund_policy",
        "refund_policy_disclosure",
        "refund_refusal_explanation",
        "service_date",
        "service_documentation",
        "shipping_address",
        "shipping_carrier",
        "shipping_date",
        "shipping_documentation",
        "shipping_tracking_number",
        "uncategorized_file",
        "uncategorized_text",
    ];

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "dispute",
            ["amount"] = Amount,
            ["balance_transactions"] = new JsonArray([.. Movements.Select(m => m.ToJson(account))]),
            ["charge"] = Charge.Id,
            ["created"] = Created,
            ["currency"] = Currency,
            ["enhanced_eligibility_types"] = new JsonArray(),
            ["evidence"] = Evidence.DeepClone(),
            ["evidence_details"] = new JsonObject
            {
                ["due_by"] = DueBy,
                ["enhanced_eligibility"] = new JsonObject(),
                ["has_evidence"] = Evidence.Any(e => e.Value is JsonValue),
                ["past_due"] = account.Now > DueBy,
                ["submission_count"] = Submissions,
            },
            ["is_charge_refundable"] = false,
            ["livemode"] = false,
            ["metadata"] = MetadataJson(),
            ["payment_intent"] = Charge.PaymentIntent,
            ["payment_method_details"] = new JsonObject
            {
                ["card"] = new JsonObject
                {
                    ["brand"] = Charge.Card.Brand,
                    ["case_type"] = "chargeback",
                    ["network"] = Charge.Card.Brand,
                    ["network_reason_code"] = "83",
                },
                ["type"] = "card",
            },
            ["reason"] = Reason,
            ["status"] = Status,
        };

    private static JsonObject NoEvidence()
    {
        var evidence = new JsonObject();
        foreach (var name in EvidenceNames)
            evidence[name] = null;
        evidence["enhanced_evidence"] = new JsonObject();
        return evidence;
    }
}
