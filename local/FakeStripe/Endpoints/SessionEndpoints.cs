using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Resources;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Endpoints;

/// <summary>/v1/checkout/sessions (mode setup) and /v1/billing_portal/sessions.</summary>
internal static class SessionEndpoints
{
    private const string Root = "/v1/checkout/sessions";

    public static IEnumerable<Route> Routes =>
        [
            new("POST", Root, Create),
            new("GET", Root, List),
            new("GET", $"{Root}/*", Get),
            new("POST", $"{Root}/*/expire", Expire),
            new("POST", "/v1/billing_portal/sessions", CreatePortal),
        ];

    private static Func<JsonObject> Create(Call call)
    {
        var p = call.Params;
        if (p.Required("mode") != "setup")
            throw StripeError.Invalid("This fake has only sessions of the mode setup.", "mode");
        var (customer, email) = (p.Text("customer"), p.Text("customer_email"));
        if (customer is not null && email is not null)
            throw StripeError.Invalid("Give a customer or an email address, not both.", "customer");
        var currency = p.Currency("currency");
        if (currency is null && p.Texts("payment_method_types").Count == 0)
            throw StripeError.Invalid("Missing required param: currency.", "currency", "parameter_missing");
        var (success, cancel) = (p.Required("success_url"), p.Text("cancel_url"));
        var (reference, locale) = (p.Text("client_reference_id"), p.Text("locale"));
        var creation = p.OneOf("customer_creation", "always", "if_required");
        p.OneOf("ui_mode", "hosted_page", "hosted");
        var expires = p.Integer("expires_at");
        var data = p.Branch("setup_intent_data");
        var (description, intentMetadata) = (data?.Text("description"), data?.Metadata());
        var metadata = p.Metadata();
        return () =>
        {
            var account = call.Account;
            var owner = customer is null ? null : account.Customers.Named(customer, "customer");
            var intent = account.SetupIntents.Add(
                new()
                {
                    Id = account.NewId("seti"),
                    Created = account.Now,
                    Customer = owner?.Id,
                    Description = description,
                    Usage = "off_session",
                },
                owner?.Id
            );
            intent.Merge(intentMetadata);
            account.Emit("setup_intent.created", intent);
            var session = account.Sessions.Add(
                new()
                {
                    Id = account.Ids.Next("cs_test_", 58),
                    Created = account.Now,
                    Customer = owner?.Id,
                    SetupIntent = intent.Id,
                    SuccessUrl = success,
                    CancelUrl = cancel,
                    Currency = currency,
                    ClientReference = reference,
                    CustomerCreation = creation,
                    Locale = locale,
                    Email = email,
                    ExpiresAt = expires ?? account.Now + 24 * 3600,
                },
                owner?.Id,
                intent.Id
            );
            session.Merge(metadata);
            return session.ToJson(account);
        };
    }

    private static Func<JsonObject> List(Call call)
    {
        var (customer, status) = (
            call.Params.Text("customer"),
            call.Params.OneOf("status", "open", "complete", "expired")
        );
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            Root,
            () => customer is null ? call.Account.Sessions.All : call.Account.Sessions.Under(customer),
            s => (status is null || Current(call.Account, s).Status == status) && created(s)
        );
    }

    private static Func<JsonObject> Get(Call call) =>
        () => Current(call.Account, call.Account.Sessions.Get(call.Id)).ToJson(call.Account);

    private static Func<JsonObject> Expire(Call call) =>
        () =>
        {
            var session = Current(call.Account, call.Account.Sessions.Get(call.Id));
            if (session.Status != "open")
                throw StripeError.Invalid($"Only open sessions can be expired; this one is {session.Status}.");
            session.Status = "expired";
            call.Account.Emit("checkout.session.expired", session);
            return session.ToJson(call.Account);
        };

    private static Func<JsonObject> CreatePortal(Call call)
    {
        var (customer, back) = (call.Params.Required("customer"), call.Params.Text("return_url"));
        return () =>
        {
            var account = call.Account;
            var owner = account.Customers.Named(customer, "customer");
            return account
                .Portals.Add(
                    new()
                    {
                        Id = account.NewId("bps"),
                        Created = account.Now,
                        Customer = owner.Id,
                        ReturnUrl = back,
                    }
                )
                .ToJson(account);
        };
    }

    /// <summary>The session as it is now: one that nobody completed in time has expired.</summary>
    public static CheckoutSession Current(Account account, CheckoutSession session)
    {
        if (session.Status != "open" || account.Now < session.ExpiresAt)
            return session;
        session.Status = "expired";
        account.Emit("checkout.session.expired", session);
        return session;
    }
}
