using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Payments;

/// <summary>One payment, through all attempts at it; here always the payment of an invoice.</summary>
internal sealed class PaymentIntent : Resource
{
    public required string Currency { get; init; }

    public required string Customer { get; init; }

    public required string Invoice { get; init; }

    public string? Description { get; init; }

    public required long Amount { get; set; }

    public long AmountReceived { get; set; }

    /// <summary>requires_payment_method, requires_action, succeeded or canceled.</summary>
    public string Status { get; set; } = "requires_payment_method";

    public string? PaymentMethod { get; set; }

    public string? LatestCharge { get; set; }

    public JsonObject? LastError { get; set; }

    public long? CanceledAt { get; set; }

    public string? CancellationReason { get; set; }

    public string ClientSecret => $"{Id}_secret_{Id[^10..]}";

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "payment_intent",
            ["amount"] = Amount,
            ["amount_capturable"] = 0,
            ["amount_details"] = new JsonObject { ["tip"] = new JsonObject() },
            ["amount_received"] = AmountReceived,
            ["application"] = null,
            ["application_fee_amount"] = null,
            ["automatic_payment_methods"] = null,
            ["canceled_at"] = CanceledAt,
            ["cancellation_reason"] = CancellationReason,
            ["capture_method"] = "automatic",
            ["client_secret"] = ClientSecret,
            ["confirmation_method"] = "automatic",
            ["created"] = Created,
            ["currency"] = Currency,
            ["customer"] = Customer,
            ["customer_account"] = null,
            ["description"] = Description,
            ["excluded_payment_method_types"] = null,
            ["last_payment_error"] = LastError?.DeepClone(),
            ["latest_charge"] = LatestCharge,
            ["livemode"] = false,
            ["managed_payments"] = null,
            ["metadata"] = MetadataJson(),
            ["next_action"] = Status == "requires_action" ? NextActions.Redirect(account, Id) : null,
            ["on_behalf_of"] = null,
            ["payment_method"] = PaymentMethod,
            ["payment_method_configuration_details"] = null,
            ["payment_method_options"] = new JsonObject(),
            ["payment_method_types"] = new JsonArray("card"),
            ["processing"] = null,
            ["receipt_email"] = null,
            ["review"] = null,
            ["setup_future_usage"] = null,
            ["shipping"] = null,
            ["source"] = null,
            ["statement_descriptor"] = null,
            ["statement_descriptor_suffix"] = null,
            ["status"] = Status,
            ["transfer_data"] = null,
            ["transfer_group"] = null,
        };
}
