using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Pages;
using Mothership.Local.FakeStripe.Payments;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe;

/// <summary>What customers do on Stripe's pages, and what their banks do.</summary>
public sealed class StripeControl
{
    private readonly Account _account;
    private readonly Action _done;

    internal StripeControl(Account account, Action done)
    {
        _account = account;
        _done = done;
    }

    /// <summary>Changes what the bank behind a card does from now on, whichever test card it was.</summary>
    /// <param name="paymentMethod">The id of the card, pm_….</param>
    /// <param name="behaviour">What the bank does.</param>
    /// <param name="declineCode">What a decline says, such as insufficient_funds.</param>
    public void SetCard(string paymentMethod, CardBehaviour behaviour, string? declineCode = null) =>
        Act(() =>
        {
            var card = _account.PaymentMethods.Get(paymentMethod);
            card.Behaviour = behaviour;
            (card.Code, card.DeclineCode) = ("card_declined", declineCode ?? "generic_decline");
        });

    /// <summary>Fills in the page of a checkout session with a test card such as pm_card_visa.</summary>
    /// <returns>Whether the session is complete; false when the card was refused or wants its owner to
    /// authenticate.</returns>
    public bool CompleteCheckout(string session, string card = "pm_card_visa", bool authenticates = true)
    {
        var complete = false;
        Act(() => complete = Checkouts.Submit(_account, session, card, authenticates) is null);
        return complete;
    }

    /// <summary>Pays an open invoice on its page with a test card or a card of the customer's.</summary>
    /// <returns>Whether it is paid now.</returns>
    public bool PayOnPage(string invoice, string card = "pm_card_visa", bool authenticates = true)
    {
        var paid = false;
        Act(() => paid = Checkouts.Pay(_account, invoice, card, authenticates) is null);
        return paid;
    }

    /// <summary>Ends the authentication that a payment or a set-up waits for.</summary>
    /// <param name="intent">The id of a payment intent or a setup intent.</param>
    /// <param name="succeeds">Whether the owner proves to be the owner.</param>
    public void Authenticate(string intent, bool succeeds = true) =>
        Act(() => Checkouts.Authenticate(_account, intent, succeeds));

    /// <summary>Lets the payer contest a charge at the bank.</summary>
    /// <returns>The id of the dispute.</returns>
    public string Dispute(string charge, long? amount = null, string reason = "fraudulent")
    {
        var id = "";
        Act(() =>
        {
            var contested = _account.Charges.Get(charge);
            if (!contested.Succeeded || contested.Disputed)
                throw new InvalidOperationException($"Charge {charge} cannot be contested.");
            id = Disputes.Open(_account, contested, amount ?? contested.Amount, reason).Id;
        });
        return id;
    }

    /// <summary>Lets the bank decide a dispute.</summary>
    public void DecideDispute(string dispute, bool won) =>
        Act(() => Disputes.Close(_account, _account.Disputes.Get(dispute), won));

    private void Act(Action action)
    {
        try
        {
            lock (_account.Gate)
                action();
        }
        catch (StripeError refused)
        {
            throw new InvalidOperationException(refused.Message, refused);
        }
        _done();
    }
}
