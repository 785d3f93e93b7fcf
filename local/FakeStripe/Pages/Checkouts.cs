using Mothership.Local.FakeStripe.Endpoints;
using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Payments;
using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Pages;

/// <summary>What customers do on Stripe's pages.</summary>
internal static class Checkouts
{
    /// <summary>
    /// Tries a card for a session; null when the session is complete, else what is wrong or still to do.
    /// </summary>
    public static StripeError? Submit(Account account, string id, string token, bool? authenticates)
    {
        var session = SessionEndpoints.Current(account, account.Sessions.Get(id));
        if (session.Status != "open")
            return StripeError.Invalid($"This session is {session.Status}.");
        var intent = account.SetupIntents.Get(session.SetupIntent);
        var card = Cards.Named(account, token, "payment_method");
        try
        {
            EnsureCustomer(account, session);
            Setups.Confirm(account, intent, card, authenticated: false);
            if (intent.Status == "requires_action" && authenticates is { } succeeds)
                Authenticate(account, intent.Id, succeeds);
            else if (intent.Status == "succeeded")
                Complete(account, intent);
        }
        catch (StripeError refused)
        {
            return refused;
        }
        return intent.Status == "succeeded" ? null : StripeError.Invalid("The owner of the card has to authenticate.");
    }

    /// <summary>Pays an invoice on its page; null when it is paid.</summary>
    public static StripeError? Pay(Account account, string id, string token, bool? authenticates)
    {
        var invoice = account.Invoices.Get(id);
        if (!invoice.IsDue)
            return StripeError.Invalid($"This invoice is {invoice.Status}.");
        try
        {
            Attempts.Pay(account, invoice, Cards.Named(account, token, "payment_method").Id);
            return null;
        }
        catch (StripeError refused) when (refused.Code == "invoice_payment_intent_requires_action")
        {
            if (authenticates is { } succeeds)
                Authenticate(account, invoice.PaymentIntent!, succeeds);
            return invoice.Status == "paid" ? null : refused;
        }
        catch (StripeError refused)
        {
            return refused;
        }
    }

    public static void Authenticate(Account account, string id, bool succeeds)
    {
        if (account.PaymentIntents.Find(id) is { } payment)
        {
            RequireWaiting(payment.Status);
            if (succeeds)
                Attempts.Authenticated(account, payment);
            else
                Attempts.NotAuthenticated(account, payment);
            return;
        }
        var setup = account.SetupIntents.Get(id);
        RequireWaiting(setup.Status);
        if (!succeeds)
        {
            Setups.Fail(
                account,
                setup,
                StripeError.Card("The owner of the card did not authenticate.", "setup_intent_authentication_failure")
            );
            return;
        }
        Setups.Confirm(account, setup, account.PaymentMethods.Get(setup.PaymentMethod!), authenticated: true);
        Complete(account, setup);
    }

    /// <summary>Completes the session of a set-up that has succeeded.</summary>
    public static void Complete(Account account, SetupIntent setup)
    {
        if (account.Sessions.Under(setup.Id) is not [{ Status: "open" } session])
            return;
        session.Status = "complete";
        account.Emit("checkout.session.completed", session);
    }

    private static void EnsureCustomer(Account account, CheckoutSession session)
    {
        if (session.Customer is not null || session.CustomerCreation != "always")
            return;
        var id = account.NewId("cus");
        var customer = account.Customers.Add(
            new()
            {
                Id = id,
                Created = account.Now,
                InvoicePrefix = id[^8..].ToUpperInvariant(),
                Email = session.Email,
            }
        );
        session.Customer = customer.Id;
        account.Emit("customer.created", customer);
    }

    private static void RequireWaiting(string status)
    {
        if (status != "requires_action")
            throw StripeError.Invalid($"Nobody is asked to authenticate: the status is {status}.");
    }
}
