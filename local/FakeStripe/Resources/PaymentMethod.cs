using Mothership.Local.FakeStripe.Payments;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Resources;

/// <summary>A card, and whose it is.</summary>
internal sealed class PaymentMethod : Resource
{
    public required string Brand { get; init; }

    public required string Last4 { get; init; }

    public required string Funding { get; init; }

    public CardBehaviour Behaviour { get; set; }

    /// <summary>What a decline says.</summary>
    public string Code { get; set; } = "card_declined";

    public string? DeclineCode { get; set; }

    public string? Customer { get; set; }

    /// <summary>Whether the owner has authenticated while the card was set up.</summary>
    public bool Authenticated { get; set; }

    public static PaymentMethod Of(TestCard card, Account account) =>
        new()
        {
            Id = account.NewId("pm"),
            Created = account.Now,
            Brand = card.Brand,
            Last4 = card.Last4,
            Funding = card.Funding,
            Behaviour = card.Behaviour,
            Code = card.Code,
            DeclineCode = card.DeclineCode,
        };

    public JsonObject BillingDetails(Account account)
    {
        var owner = account.Customers.Find(Customer);
        return new()
        {
            ["address"] = Addresses.OrEmpty(owner?.Address),
            ["email"] = owner?.Email,
            ["name"] = owner?.Name,
            ["phone"] = owner?.Phone,
            ["tax_id"] = null,
        };
    }

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "payment_method",
            ["allow_redisplay"] = "unspecified",
            ["billing_details"] = BillingDetails(account),
            ["card"] = CardJson(),
            ["created"] = Created,
            ["customer"] = Customer,
            ["customer_account"] = null,
            ["livemode"] = false,
            ["metadata"] = MetadataJson(),
            ["type"] = "card",
        };

    public static JsonObject Checks() =>
        new()
        {
            ["address_line1_check"] = null,
            ["address_postal_code_check"] = null,
            ["cvc_check"] = "pass",
        };

    private JsonObject CardJson() =>
        new()
        {
            ["brand"] = Brand,
            ["checks"] = Checks(),
            ["country"] = "US",
            ["display_brand"] = Brand,
            ["exp_month"] = 8,
            ["exp_year"] = 2034,
            ["fingerprint"] = $"Fp{Brand}{Last4}",
            ["funding"] = Funding,
            ["generated_from"] = null,
            ["last4"] = Last4,
            ["networks"] = new JsonObject { ["available"] = new JsonArray(Brand), ["preferred"] = null },
            ["regulated_status"] = "unregulated",
            ["three_d_secure_usage"] = new JsonObject { ["supported"] = true },
            ["wallet"] = null,
        };
}

/// <summary>Postal addresses as they are answered.</summary>
internal static class Addresses
{
    public static readonly string[] Names = ["city", "country", "line1", "line2", "postal_code", "state"];

    public static JsonObject OrEmpty(JsonObject? address)
    {
        var json = new JsonObject();
        foreach (var name in Names)
            json[name] = address?[name]?.DeepClone();
        return json;
    }

    public static JsonObject Read(Http.Params form)
    {
        var json = new JsonObject();
        foreach (var name in Names)
            json[name] = form.Text(name);
        return json;
    }
}
