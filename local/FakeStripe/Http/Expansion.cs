using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Http;

/// <summary>Puts whole objects in the place of ids, where a request asks to expand them.</summary>
internal static class Expansion
{
    private const int Deepest = 4;

    public static void Apply(Call call, JsonObject answer)
    {
        foreach (var path in call.Expand)
        {
            var segments = path.Split('.');
            if (segments.Length > Deepest)
                throw StripeError.Invalid($"You cannot expand more than {Deepest} levels: {path}", "expand");
            Apply(call.Account, answer, segments, path);
        }
    }

    private static void Apply(Account account, JsonNode node, ReadOnlySpan<string> segments, string path)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                if (item is not null)
                    Apply(account, item, segments, path);
            return;
        }
        var (name, parent) = (segments[0], node.AsObject());
        if (!parent.ContainsKey(name) && !Include(account, parent, name))
        {
            if (name == "total_count")
                return;
            throw StripeError.Invalid($"This property cannot be expanded ({path}).", "expand");
        }
        if (parent[name] is JsonValue value && value.TryGetValue<string>(out var id))
            parent[name] =
                account.Find(id)?.ToJson(account)
                ?? throw StripeError.Invalid($"This property cannot be expanded ({path}).", "expand");
        if (segments.Length > 1 && parent[name] is { } child)
            Apply(account, child, segments[1..], path);
    }

    // What an object has only on request.
    private static bool Include(Account account, JsonObject parent, string name)
    {
        var id = (string?)parent["id"] ?? "";
        JsonNode? included = ((string?)parent["object"], name) switch
        {
            ("invoice", "payments") => Lists.Json(
                "/v1/invoice_payments",
                account.InvoicePayments.Under(id).Select(p => p.ToJson(account)),
                more: false
            ),
            ("invoice", "confirmation_secret") => Secret(account, account.Invoices.Find(id)?.PaymentIntent),
            ("charge", "refunds") => Lists.Json(
                $"/v1/charges/{id}/refunds",
                account.Refunds.Under(id).Reverse().Select(r => r.ToJson(account)),
                more: false
            ),
            _ => null,
        };
        if (included is null)
            return false;
        parent[name] = included;
        return true;
    }

    private static JsonObject? Secret(Account account, string? intent) =>
        account.PaymentIntents.Find(intent) is { } found
            ? new() { ["client_secret"] = found.ClientSecret, ["type"] = "payment_intent" }
            : null;
}
