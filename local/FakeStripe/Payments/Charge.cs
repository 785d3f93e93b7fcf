using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Payments;

/// <summary>One attempt to move money from a card.</summary>
internal sealed class Charge : Resource
{
    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required string Customer { get; init; }

    public required string PaymentIntent { get; init; }

    public required string Invoice { get; init; }

    public required PaymentMethod Card { get; init; }

    public string? Description { get; init; }

    public required bool Succeeded { get; init; }

    public string? FailureCode { get; init; }

    public string? DeclineCode { get; init; }

    public string? FailureMessage { get; init; }

    public string? Movement { get; set; }

    public long AmountRefunded { get; set; }

    public bool Disputed { get; set; }

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "charge",
            ["amount"] = Amount,
            ["amount_captured"] = Succeeded ? Amount : 0,
            ["amount_refunded"] = AmountRefunded,
            ["application"] = null,
            ["application_fee"] = null,
            ["application_fee_amount"] = null,
            ["balance_transaction"] = Movement,
            ["billing_details"] = Card.BillingDetails(account),
            ["calculated_statement_descriptor"] = null,
            ["captured"] = Succeeded,
            ["created"] = Created,
            ["currency"] = Currency,
            ["customer"] = Customer,
            ["description"] = Description,
            ["disputed"] = Disputed,
            ["failure_balance_transaction"] = null,
            ["failure_code"] = FailureCode,
            ["failure_message"] = FailureMessage,
            ["fraud_details"] = new JsonObject(),
            ["livemode"] = false,
            ["metadata"] = MetadataJson(),
            ["on_behalf_of"] = null,
            ["outcome"] = Outcome(),
            ["paid"] = Succeeded,
            ["payment_intent"] = PaymentIntent,
            ["payment_method"] = Card.Id,
            ["payment_method_details"] = new JsonObject { ["card"] = CardJson(), ["type"] = "card" },
            ["receipt_email"] = null,
            ["receipt_number"] = null,
            ["receipt_url"] = Succeeded ? new Uri(account.BaseAddress, $"receipts/{Id}").ToString() : null,
            ["refunded"] = Succeeded && AmountRefunded == Amount,
            ["review"] = null,
            ["shipping"] = null,
            ["source"] = null,
            ["source_transfer"] = null,
            ["statement_descriptor"] = null,
            ["statement_descriptor_suffix"] = null,
            ["status"] = Succeeded ? "succeeded" : "failed",
            ["transfer_data"] = null,
            ["transfer_group"] = null,
        };

    private JsonObject Outcome() =>
        new()
        {
            ["advice_code"] = null,
            ["network_advice_code"] = null,
            ["network_decline_code"] = null,
            ["network_status"] = Succeeded ? "approved_by_network" : "declined_by_network",
            ["reason"] = DeclineCode ?? FailureCode,
            ["seller_message"] = Succeeded ? "Payment complete." : "The bank did not return any further details.",
            ["type"] = Succeeded ? "authorized" : "issuer_declined",
        };

    private JsonObject CardJson() =>
        new()
        {
            ["amount_authorized"] = Succeeded ? Amount : null,
            ["authorization_code"] = null,
            ["brand"] = Card.Brand,
            ["checks"] = PaymentMethod.Checks(),
            ["country"] = "US",
            ["exp_month"] = 8,
            ["exp_year"] = 2034,
            ["extended_authorization"] = new JsonObject { ["status"] = "disabled" },
            ["fingerprint"] = $"Fp{Card.Brand}{Card.Last4}",
            ["funding"] = Card.Funding,
            ["incremental_authorization"] = new JsonObject { ["status"] = "unavailable" },
            ["installments"] = null,
            ["last4"] = Card.Last4,
            ["mandate"] = null,
            ["multicapture"] = new JsonObject { ["status"] = "unavailable" },
            ["network"] = Card.Brand,
            ["network_token"] = new JsonObject { ["used"] = false },
            ["network_transaction_id"] = null,
            ["overcapture"] = new JsonObject { ["maximum_amount_capturable"] = Amount, ["status"] = "unavailable" },
            ["regulated_status"] = "unregulated",
            ["three_d_secure"] = null,
            ["transaction_link_id"] = null,
            ["wallet"] = null,
        };
}
