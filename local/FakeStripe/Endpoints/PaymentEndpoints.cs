using Mothership.Local.FakeStripe.Http;
using Mothership.Local.FakeStripe.Payments;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Endpoints;

/// <summary>/v1/payment_intents, /v1/charges, /v1/refunds, /v1/disputes and /v1/balance_transactions.</summary>
internal static class PaymentEndpoints
{
    private const string Intents = "/v1/payment_intents";
    private const string ChargesRoot = "/v1/charges";
    private const string RefundsRoot = "/v1/refunds";
    private const string DisputesRoot = "/v1/disputes";
    private const string MovementsRoot = "/v1/balance_transactions";

    public static IEnumerable<Route> Routes =>
        [
            new("GET", Intents, ListIntents),
            new("GET", $"{Intents}/search", SearchIntents),
            new("GET", $"{Intents}/*", GetIntent),
            new("POST", $"{Intents}/*/confirm", Confirm),
            new("POST", $"{Intents}/*/cancel", Cancel),
            new("GET", ChargesRoot, ListCharges),
            new("GET", $"{ChargesRoot}/search", SearchCharges),
            new("GET", $"{ChargesRoot}/*", GetCharge),
            new("POST", RefundsRoot, CreateRefund),
            new("GET", RefundsRoot, ListRefunds),
            new("GET", $"{RefundsRoot}/*", GetRefund),
            new("POST", $"{RefundsRoot}/*", UpdateRefund),
            new("GET", DisputesRoot, ListDisputes),
            new("GET", $"{DisputesRoot}/*", GetDispute),
            new("POST", $"{DisputesRoot}/*", UpdateDispute),
            new("POST", $"{DisputesRoot}/*/close", CloseDispute),
            new("GET", MovementsRoot, ListMovements),
            new("GET", $"{MovementsRoot}/*", GetMovement),
        ];

    private static Func<JsonObject> ListIntents(Call call)
    {
        var customer = call.Params.Text("customer");
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            Intents,
            () => customer is null ? call.Account.PaymentIntents.All : call.Account.PaymentIntents.Under(customer),
            i => created(i)
        );
    }

    private static Func<JsonObject> SearchIntents(Call call) =>
        Searches.Page(
            call,
            $"{Intents}/search",
            call.Account.PaymentIntents,
            "amount",
            "currency",
            "customer",
            "status",
            "created"
        );

    private static Func<JsonObject> GetIntent(Call call)
    {
        call.Params.Text("client_secret");
        return () => call.Account.PaymentIntents.Get(call.Id).ToJson(call.Account);
    }

    private static Func<JsonObject> Confirm(Call call)
    {
        var card = call.Params.Text("payment_method");
        call.Params.Flag("off_session");
        call.Params.Text("return_url");
        return () =>
        {
            var (account, intent) = (call.Account, call.Account.PaymentIntents.Get(call.Id));
            RequireOpen(intent, "confirm");
            var id = card ?? intent.PaymentMethod;
            Attempts.Pay(
                account,
                account.Invoices.Get(intent.Invoice),
                id is null ? null : Cards.Named(account, id, "payment_method").Id
            );
            return intent.ToJson(account);
        };
    }

    private static Func<JsonObject> Cancel(Call call)
    {
        call.Params.OneOf("cancellation_reason", "duplicate", "fraudulent", "requested_by_customer", "abandoned");
        return () =>
        {
            RequireOpen(call.Account.PaymentIntents.Get(call.Id), "cancel");
            throw StripeError.Invalid(
                "You cannot cancel the PaymentIntent of an invoice; void the invoice.",
                null,
                "payment_intent_unexpected_state"
            );
        };
    }

    private static void RequireOpen(PaymentIntent intent, string what)
    {
        if (intent.Status is "succeeded" or "canceled")
            throw StripeError.Invalid(
                $"You cannot {what} this PaymentIntent because it has a status of {intent.Status}.",
                null,
                "payment_intent_unexpected_state"
            );
    }

    private static Func<JsonObject> ListCharges(Call call)
    {
        var (customer, intent) = (call.Params.Text("customer"), call.Params.Text("payment_intent"));
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            ChargesRoot,
            () => (intent ?? customer) is { } parent ? call.Account.Charges.Under(parent) : call.Account.Charges.All,
            c => (customer is null || c.Customer == customer) && created(c)
        );
    }

    private static Func<JsonObject> SearchCharges(Call call) =>
        Searches.Page(
            call,
            $"{ChargesRoot}/search",
            call.Account.Charges,
            "amount",
            "currency",
            "customer",
            "status",
            "refunded",
            "disputed",
            "created"
        );

    private static Func<JsonObject> GetCharge(Call call) =>
        () => call.Account.Charges.Get(call.Id).ToJson(call.Account);

    private static Func<JsonObject> CreateRefund(Call call)
    {
        var p = call.Params;
        var (charge, intent, amount) = (p.Text("charge"), p.Text("payment_intent"), p.Integer("amount"));
        var reason = p.OneOf("reason", "duplicate", "fraudulent", "requested_by_customer");
        var metadata = p.Metadata();
        if (charge is null == intent is null)
            throw StripeError.Invalid("One of charge and payment_intent is needed.", "charge", "parameter_missing");
        return () =>
        {
            var account = call.Account;
            var paid = charge is not null
                ? account.Charges.Named(charge, "charge")
                : ChargeOf(account, account.PaymentIntents.Named(intent!, "payment_intent"));
            Refunds.Check(paid, amount);
            var refund = Refunds.Create(account, paid, amount, reason);
            refund.Merge(metadata);
            return refund.ToJson(account);
        };
    }

    /// <summary>The charge that a payment succeeded with.</summary>
    public static Charge ChargeOf(Account account, PaymentIntent intent) =>
        intent.Status == "succeeded"
            ? account.Charges.Get(intent.LatestCharge!)
            : throw StripeError.Invalid(
                "This PaymentIntent does not have a successful charge to refund.",
                "payment_intent"
            );

    private static Func<JsonObject> ListRefunds(Call call)
    {
        var (charge, intent) = (call.Params.Text("charge"), call.Params.Text("payment_intent"));
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            RefundsRoot,
            () => (charge ?? intent) is { } parent ? call.Account.Refunds.Under(parent) : call.Account.Refunds.All,
            r => (intent is null || r.PaymentIntent == intent) && created(r)
        );
    }

    private static Func<JsonObject> GetRefund(Call call) =>
        () => call.Account.Refunds.Get(call.Id).ToJson(call.Account);

    private static Func<JsonObject> UpdateRefund(Call call)
    {
        var metadata = call.Params.Metadata();
        return () =>
        {
            var refund = call.Account.Refunds.Get(call.Id);
            var before = refund.ToJson(call.Account);
            refund.Merge(metadata);
            call.Account.Emit("refund.updated", refund, before);
            return refund.ToJson(call.Account);
        };
    }

    private static Func<JsonObject> ListDisputes(Call call)
    {
        var (charge, intent) = (call.Params.Text("charge"), call.Params.Text("payment_intent"));
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            DisputesRoot,
            () => (charge ?? intent) is { } parent ? call.Account.Disputes.Under(parent) : call.Account.Disputes.All,
            d => created(d)
        );
    }

    private static Func<JsonObject> GetDispute(Call call) =>
        () => call.Account.Disputes.Get(call.Id).ToJson(call.Account);

    private static Func<JsonObject> UpdateDispute(Call call)
    {
        var p = call.Params;
        var evidence = p.Branch("evidence");
        var given = Dispute
            .EvidenceNames.Where(n => evidence?.Has(n) == true)
            .ToDictionary(n => n, n => evidence!.Text(n));
        var submit = p.Flag("submit") ?? evidence is not null;
        var metadata = p.Metadata();
        return () =>
        {
            var dispute = RequireOpen(call);
            foreach (var (name, value) in given)
                dispute.Evidence[name] = value;
            dispute.Merge(metadata);
            if (submit)
                Disputes.Submit(call.Account, dispute);
            return dispute.ToJson(call.Account);
        };
    }

    private static Func<JsonObject> CloseDispute(Call call) =>
        () =>
        {
            var dispute = RequireOpen(call);
            Disputes.Close(call.Account, dispute, won: false);
            return dispute.ToJson(call.Account);
        };

    private static Dispute RequireOpen(Call call) =>
        call.Account.Disputes.Get(call.Id) is { IsOpen: true } dispute
            ? dispute
            : throw StripeError.Invalid("This dispute is already closed.");

    private static Func<JsonObject> ListMovements(Call call)
    {
        var p = call.Params;
        var (source, type, currency) = (p.Text("source"), p.Text("type"), p.Currency("currency"));
        var created = Lists.Created(call);
        return Lists.Page(
            call,
            MovementsRoot,
            () => source is null ? call.Account.Movements.All : call.Account.Movements.Under(source),
            m => (type is null || m.Type == type) && (currency is null || m.Currency == currency) && created(m)
        );
    }

    private static Func<JsonObject> GetMovement(Call call) =>
        () => call.Account.Movements.Get(call.Id).ToJson(call.Account);
}
