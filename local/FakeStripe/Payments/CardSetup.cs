using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Payments;

/// <summary>Getting hold of cards.</summary>
internal static class Cards
{
    /// <summary>The card of an id, or a new one of a test token such as pm_card_visa.</summary>
    public static PaymentMethod Named(Account account, string id, string? param)
    {
        if (TestCards.All.TryGetValue(id, out var card))
            return account.PaymentMethods.Add(PaymentMethod.Of(card, account));
        return param is null ? account.PaymentMethods.Get(id) : account.PaymentMethods.Named(id, param);
    }

    /// <summary>Gives a customer a card.</summary>
    /// <exception cref="StripeError">The bank refuses the card, or it is someone else's.</exception>
    public static void Attach(Account account, PaymentMethod card, Customer customer)
    {
        if (card.Customer == customer.Id)
            return;
        if (card.Customer is not null)
            throw StripeError.Invalid("The payment method you provided has already been attached to a customer.");
        if (card.Behaviour == CardBehaviour.Refused)
            throw Refusal(card);
        card.Customer = customer.Id;
        account.PaymentMethods.Link(card, customer.Id);
        account.Emit("payment_method.attached", card);
    }

    public static void Detach(Account account, PaymentMethod card)
    {
        var customer =
            account.Customers.Find(card.Customer)
            ?? throw StripeError.Invalid("The payment method you provided is not attached to a customer.");
        card.Customer = null;
        if (customer.DefaultPaymentMethod == card.Id)
            customer.DefaultPaymentMethod = null;
        account.Emit("payment_method.detached", card, new() { ["customer"] = customer.Id });
    }

    public static StripeError Refusal(PaymentMethod card) =>
        StripeError.Card(DeclineMessages.Of(card.Code, card.DeclineCode), card.Code, card.DeclineCode);
}

/// <summary>Keeping cards for later.</summary>
internal static class Setups
{
    /// <summary>Tries to set a card up.</summary>
    /// <exception cref="StripeError">The bank refuses it.</exception>
    public static void Confirm(Account account, SetupIntent intent, PaymentMethod card, bool authenticated)
    {
        if (intent.Status is "succeeded" or "canceled")
            throw StripeError.Invalid(
                $"You cannot confirm this SetupIntent because it has a status of {intent.Status}.",
                null,
                "setup_intent_unexpected_state"
            );
        if (card.Behaviour == CardBehaviour.Refused)
            throw Fail(account, intent, Cards.Refusal(card));
        intent.PaymentMethod = card.Id;
        if (!authenticated && card.Behaviour is CardBehaviour.AuthenticatesAlways or CardBehaviour.AuthenticatesOnce)
        {
            intent.Status = "requires_action";
            account.Emit("setup_intent.requires_action", intent);
            return;
        }
        card.Authenticated = authenticated;
        if (account.Customers.Find(intent.Customer) is { } customer)
            Cards.Attach(account, card, customer);
        intent.Status = "succeeded";
        intent.LastError = null;
        account.Emit("setup_intent.succeeded", intent);
    }

    /// <summary>Records that a set-up went wrong, and gives what is to be answered.</summary>
    public static StripeError Fail(Account account, SetupIntent intent, StripeError why)
    {
        intent.Status = "requires_payment_method";
        intent.PaymentMethod = null;
        intent.LastError = why.ToJson()["error"]!.DeepClone().AsObject();
        account.Emit("setup_intent.setup_failed", intent);
        why.Details["setup_intent"] = intent.ToJson(account);
        return why;
    }
}
