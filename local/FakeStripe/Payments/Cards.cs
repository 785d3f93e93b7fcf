using System.Collections.Frozen;

namespace Mothership.Local.FakeStripe.Payments;

/// <summary>What the bank behind a card does.</summary>
public enum CardBehaviour
{
    /// <summary>Everything goes through.</summary>
    Pays,

    /// <summary>Cannot be attached to a customer, nor charged.</summary>
    Refused,

    /// <summary>Can be attached; every charge is declined.</summary>
    DeclinesCharges,

    /// <summary>The owner has to authenticate each payment.</summary>
    AuthenticatesAlways,

    /// <summary>The owner has to authenticate once, when the card is set up.</summary>
    AuthenticatesOnce,

    /// <summary>Pays, and the owner contests the payment at once.</summary>
    Disputes,
}

/// <summary>A card of Stripe's test mode.</summary>
internal sealed record TestCard(
    string Token,
    string Brand,
    string Last4,
    CardBehaviour Behaviour = CardBehaviour.Pays,
    string Code = "card_declined",
    string? DeclineCode = null,
    string Funding = "credit"
);

/// <summary>The test cards that Stripe documents, by their tokens.</summary>
internal static class TestCards
{
    public static FrozenDictionary<string, TestCard> All { get; } =
        new TestCard[]
        {
            new("pm_card_visa", "visa", "4242"),
            new("pm_card_visa_debit", "visa", "5556", Funding: "debit"),
            new("pm_card_mastercard", "mastercard", "4444"),
            new("pm_card_mastercard_debit", "mastercard", "3222", Funding: "debit"),
            new("pm_card_amex", "amex", "8431"),
            new("pm_card_discover", "discover", "9424"),
            new(
                "pm_card_chargeCustomerFail",
                "visa",
                "0341",
                CardBehaviour.DeclinesCharges,
                DeclineCode: "generic_decline"
            ),
            Refused("pm_card_chargeDeclined", "0002", "generic_decline"),
            Refused("pm_card_visa_chargeDeclined", "0002", "generic_decline"),
            Refused("pm_card_chargeDeclinedInsufficientFunds", "9995", "insufficient_funds"),
            Refused("pm_card_visa_chargeDeclinedInsufficientFunds", "9995", "insufficient_funds"),
            Refused("pm_card_chargeDeclinedLostCard", "9987", "lost_card"),
            Refused("pm_card_visa_chargeDeclinedLostCard", "9987", "lost_card"),
            Refused("pm_card_chargeDeclinedStolenCard", "9979", "stolen_card"),
            Refused("pm_card_visa_chargeDeclinedStolenCard", "9979", "stolen_card"),
            Refused("pm_card_chargeDeclinedFraudulent", "0019", "fraudulent"),
            Refused("pm_card_chargeDeclinedExpiredCard", "0069", null, "expired_card"),
            Refused("pm_card_chargeDeclinedIncorrectCvc", "0127", null, "incorrect_cvc"),
            Refused("pm_card_chargeDeclinedProcessingError", "0119", null, "processing_error"),
            new("pm_card_authenticationRequired", "visa", "3184", CardBehaviour.AuthenticatesAlways),
            new("pm_card_threeDSecure2Required", "visa", "3220", CardBehaviour.AuthenticatesAlways),
            new("pm_card_threeDSecureRequired", "visa", "3220", CardBehaviour.AuthenticatesAlways),
            new("pm_card_authenticationRequiredOnSetup", "visa", "3155", CardBehaviour.AuthenticatesOnce),
            new("pm_card_createDispute", "visa", "0259", CardBehaviour.Disputes),
        }.ToFrozenDictionary(c => c.Token);

    private static TestCard Refused(string token, string last4, string? declineCode, string code = "card_declined") =>
        new(token, "visa", last4, CardBehaviour.Refused, code, declineCode);
}
