using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Payments;
using Mothership.Local.FakeStripe.Resources;

namespace Mothership.Local.FakeStripe.Endpoints;

/// <summary>/v1/payment_methods and /v1/setup_intents.</summary>
internal static class CardEndpoints
{
    private const string Methods = "/v1/payment_methods";
    private const string Intents = "/v1/setup_intents";

    public static IEnumerable<Route> Routes =>
        [
            new("GET", Methods, List),
            new("GET", $"{Methods}/*", Get),
            new("POST", $"{Methods}/*/attach", Attach),
            new("POST", $"{Methods}/*/detach", Detach),
            new("POST", Intents, CreateIntent),
            new("GET", Intents, ListIntents),
            new("GET", $"{Intents}/*", GetIntent),
            new("POST", $"{Intents}/*/confirm", Confirm),
            new("POST", $"{Intents}/*/cancel", Cancel),
        ];

    private static Func<JsonObject> List(Call call)
    {
        var customer = call.Params.Required("customer");
        call.Params.OneOf("type", "card");
        return Lists.Page(
            call,
            Methods,
            () => call.Account.PaymentMethods.Under(call.Account.Customers.Named(customer, "customer").Id),
            c => c.Customer == customer
        );
    }

    private static Func<JsonObject> Get(Call call) =>
        () => Cards.Named(call.Account, call.Id, null).ToJson(call.Account);

    private static Func<JsonObject> Attach(Call call)
    {
        var customer = call.Params.Required("customer");
        return () =>
        {
            var owner = call.Account.Customers.Named(customer, "customer");
            var card = Cards.Named(call.Account, call.Id, null);
            Cards.Attach(call.Account, card, owner);
            return card.ToJson(call.Account);
        };
    }

    private static Func<JsonObject> Detach(Call call) =>
        () =>
        {
            var card = call.Account.PaymentMethods.Get(call.Id);
            Cards.Detach(call.Account, card);
            return card.ToJson(call.Account);
        };

    private static Func<JsonObject> CreateIntent(Call call)
    {
        var p = call.Params;
        var (customer, card, description) = (p.Text("customer"), p.Text("payment_method"), p.Text("description"));
        var usage = p.OneOf("usage", "off_session", "on_session") ?? "off_session";
        var confirm = p.Flag("confirm") == true;
        p.Text("return_url");
        p.Texts("payment_method_types");
        var automatic = p.Branch("automatic_payment_methods");
        automatic?.Flag("enabled");
        automatic?.OneOf("allow_redirects", "always", "never");
        var metadata = p.Metadata();
        if (confirm && card is null)
            throw StripeError.Invalid("A payment method is needed to confirm.", "payment_method", "parameter_missing");
        return () =>
        {
            var account = call.Account;
            var owner = customer is null ? null : account.Customers.Named(customer, "customer");
            var method = card is null ? null : Cards.Named(account, card, "payment_method");
            var intent = account.SetupIntents.Add(
                new()
                {
                    Id = account.NewId("seti"),
                    Created = account.Now,
                    Customer = owner?.Id,
                    Description = description,
                    Usage = usage,
                    PaymentMethod = method?.Id,
                    Status = method is null ? "requires_payment_method" : "requires_confirmation",
                },
                owner?.Id
            );
            intent.Merge(metadata);
            account.Emit("setup_intent.created", intent);
            if (confirm)
                Setups.Confirm(account, intent, method!, authenticated: false);
            return intent.ToJson(account);
        };
    }

    private static Func<JsonObject> ListIntents(Call call)
    {
        var (customer, card) = (call.Params.Text("customer"), call.Params.Text("payment_method"));
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            Intents,
            () => customer is null ? call.Account.SetupIntents.All : call.Account.SetupIntents.Under(customer),
            i => (card is null || i.PaymentMethod == card) && created(i)
        );
    }

    private static Func<JsonObject> GetIntent(Call call)
    {
        call.Params.Text("client_secret");
        return () => call.Account.SetupIntents.Get(call.Id).ToJson(call.Account);
    }

    private static Func<JsonObject> Confirm(Call call)
    {
        var card = call.Params.Text("payment_method");
        call.Params.Text("return_url");
        return () =>
        {
            var intent = call.Account.SetupIntents.Get(call.Id);
            var id =
                card
                ?? intent.PaymentMethod
                ?? throw StripeError.Invalid("A payment method is needed to confirm.", "payment_method");
            Setups.Confirm(call.Account, intent, Cards.Named(call.Account, id, "payment_method"), false);
            return intent.ToJson(call.Account);
        };
    }

    private static Func<JsonObject> Cancel(Call call)
    {
        var reason = call.Params.OneOf("cancellation_reason", "abandoned", "requested_by_customer", "duplicate");
        return () =>
        {
            var intent = call.Account.SetupIntents.Get(call.Id);
            if (intent.Status is "succeeded" or "canceled")
                throw StripeError.Invalid(
                    $"You cannot cancel this SetupIntent because it has a status of {intent.Status}.",
                    null,
                    "setup_intent_unexpected_state"
                );
            (intent.Status, intent.CancellationReason) = ("canceled", reason);
            call.Account.Emit("setup_intent.canceled", intent);
            return intent.ToJson(call.Account);
        };
    }
}
