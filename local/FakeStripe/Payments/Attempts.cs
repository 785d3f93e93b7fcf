using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Invoicing;
using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Payments;

/// <summary>Attempts to move money for invoices.</summary>
internal static class Attempts
{
    /// <summary>Charges a card for what is left of an invoice.</summary>
    /// <exception cref="StripeError">The bank declines, or wants the owner to authenticate; the attempt is
    /// recorded.</exception>
    public static void Pay(Account account, Invoice invoice, string? paymentMethod, bool counted = false)
    {
        var intent = account.PaymentIntents.Get(
            invoice.PaymentIntent ?? throw StripeError.Invalid("This invoice has nothing to pay.")
        );
        var customer = account.Customers.Get(invoice.Customer);
        var card = account.PaymentMethods.Find(
            paymentMethod ?? invoice.DefaultPaymentMethod ?? customer.DefaultPaymentMethod
        );
        if (!counted && !invoice.Attempted)
            invoice.AttemptCount++;
        invoice.Attempted = true;
        if (card is null)
        {
            if (counted)
                Fail(account, invoice);
            throw StripeError.Invalid("Neither the invoice nor the customer has a default payment method.");
        }
        Pay(account, invoice, intent, card, authenticated: false);
    }

    /// <summary>Goes on after the owner of the card has authenticated.</summary>
    public static void Authenticated(Account account, PaymentIntent intent)
    {
        var invoice = account.Invoices.Get(intent.Invoice);
        Pay(account, invoice, intent, account.PaymentMethods.Get(intent.PaymentMethod!), authenticated: true);
    }

    /// <summary>The owner of the card did not authenticate.</summary>
    public static void NotAuthenticated(Account account, PaymentIntent intent)
    {
        var card = account.PaymentMethods.Get(intent.PaymentMethod!);
        Decline(
            account,
            account.Invoices.Get(intent.Invoice),
            intent,
            card,
            ("payment_intent_authentication_failure", null)
        );
    }

    public static void Cancel(Account account, PaymentIntent intent, string reason)
    {
        if (intent.Status is "succeeded" or "canceled")
            return;
        intent.Status = "canceled";
        intent.CanceledAt = account.Now;
        intent.CancellationReason = reason;
        foreach (var payment in account.InvoicePayments.Under(intent.Id))
            (payment.Status, payment.CanceledAt) = ("canceled", account.Now);
        account.Emit("payment_intent.canceled", intent);
    }

    private static void Pay(
        Account account,
        Invoice invoice,
        PaymentIntent intent,
        PaymentMethod card,
        bool authenticated
    )
    {
        intent.PaymentMethod = card.Id;
        var needsOwner =
            card.Behaviour == CardBehaviour.AuthenticatesAlways
            || (card.Behaviour == CardBehaviour.AuthenticatesOnce && !card.Authenticated);
        if (needsOwner && !authenticated)
            RequireAction(account, invoice, intent, card);
        if (card.Behaviour is CardBehaviour.Refused or CardBehaviour.DeclinesCharges)
            throw Decline(account, invoice, intent, card, (card.Code, card.DeclineCode));
        Succeed(account, invoice, intent, card);
    }

    private static void Succeed(Account account, Invoice invoice, PaymentIntent intent, PaymentMethod card)
    {
        var charge = Record(account, intent, card, null, null, null);
        charge.Movement = Movements.Of(account, charge).Id;
        intent.Status = "succeeded";
        intent.AmountReceived = intent.Amount;
        intent.LastError = null;
        invoice.AmountPaid = intent.Amount;
        foreach (var payment in account.InvoicePayments.Under(intent.Id))
        {
            (payment.Status, payment.AmountPaid, payment.PaidAt) = ("paid", intent.Amount, account.Now);
            account.Emit("invoice_payment.paid", payment);
        }
        account.Emit("charge.succeeded", charge);
        account.Emit("payment_intent.succeeded", intent);
        InvoiceLife.MarkPaid(account, invoice);
        if (card.Behaviour == CardBehaviour.Disputes)
            Disputes.Open(account, charge, charge.Amount, "fraudulent");
    }

    private static void RequireAction(Account account, Invoice invoice, PaymentIntent intent, PaymentMethod card)
    {
        intent.Status = "requires_action";
        account.Emit("payment_intent.requires_action", intent);
        account.Emit("invoice.payment_action_required", invoice);
        Fail(account, invoice);
        throw new StripeError(
            402,
            "card_error",
            "This payment requires additional user action before it can be completed."
        )
        {
            Code = "invoice_payment_intent_requires_action",
            Details = new() { ["payment_intent"] = intent.ToJson(account), ["payment_method"] = card.ToJson(account) },
        };
    }

    private static StripeError Decline(
        Account account,
        Invoice invoice,
        PaymentIntent intent,
        PaymentMethod card,
        (string Code, string? DeclineCode) why
    )
    {
        var message = DeclineMessages.Of(why.Code, why.DeclineCode);
        var charge = Record(account, intent, card, why.Code, why.DeclineCode, message);
        intent.Status = "requires_payment_method";
        intent.PaymentMethod = null;
        intent.LastError = new()
        {
            ["charge"] = charge.Id,
            ["code"] = why.Code,
            ["message"] = message,
            ["payment_method"] = card.ToJson(account),
            ["type"] = "card_error",
        };
        if (why.DeclineCode is not null)
            intent.LastError["decline_code"] = why.DeclineCode;
        account.Emit("charge.failed", charge);
        account.Emit("payment_intent.payment_failed", intent);
        Fail(account, invoice);
        var error = StripeError.Card(message, why.Code, why.DeclineCode);
        error.Details["charge"] = charge.Id;
        error.Details["payment_intent"] = intent.ToJson(account);
        error.Details["payment_method"] = card.ToJson(account);
        return error;
    }

    private static void Fail(Account account, Invoice invoice)
    {
        account.Customers.Get(invoice.Customer).Delinquent = true;
        account.Emit("invoice.updated", invoice);
        account.Emit("invoice.payment_failed", invoice);
    }

    private static Charge Record(
        Account account,
        PaymentIntent intent,
        PaymentMethod card,
        string? code,
        string? declineCode,
        string? message
    )
    {
        var charge = account.Charges.Add(
            new()
            {
                Id = account.NewId("ch"),
                Created = account.Now,
                Amount = intent.Amount,
                Currency = intent.Currency,
                Customer = intent.Customer,
                PaymentIntent = intent.Id,
                Invoice = intent.Invoice,
                Card = card,
                Description = intent.Description,
                Succeeded = code is null,
                FailureCode = code,
                DeclineCode = declineCode,
                FailureMessage = message,
            },
            intent.Customer,
            intent.Id,
            intent.Invoice
        );
        intent.LatestCharge = charge.Id;
        return charge;
    }
}

/// <summary>What Stripe says of declines.</summary>
internal static class DeclineMessages
{
    public static string Of(string code, string? declineCode) =>
        (code, declineCode) switch
        {
            ("card_declined", "insufficient_funds") => "Your card has insufficient funds.",
            ("card_declined", _) => "Your card was declined.",
            ("expired_card", _) => "Your card has expired.",
            ("incorrect_cvc", _) => "Your card's security code is incorrect.",
            ("processing_error", _) => "An error occurred while processing your card. Try again in a little bit.",
            _ => "The owner of the card did not authenticate the payment.",
        };
}
