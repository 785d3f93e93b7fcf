using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Resources;

/// <summary>A visit of a customer to a page that takes a card (mode setup).</summary>
internal sealed class CheckoutSession : Resource
{
    public required string? Customer { get; set; }

    public required string SetupIntent { get; init; }

    public required string? SuccessUrl { get; init; }

    public required string? CancelUrl { get; init; }

    public string? Currency { get; init; }

    public string? ClientReference { get; init; }

    public string? CustomerCreation { get; init; }

    public string? Locale { get; init; }

    public string? Email { get; init; }

    public required long ExpiresAt { get; init; }

    /// <summary>open, complete or expired.</summary>
    public string Status { get; set; } = "open";

    public override JsonObject ToJson(Account account)
    {
        var json = new JsonObject();
        foreach (var name in NullMembers)
            json[name] = null;
        json["id"] = Id;
        json["object"] = "checkout.session";
        json["automatic_tax"] = new JsonObject
        {
            ["enabled"] = false,
            ["liability"] = null,
            ["provider"] = null,
            ["status"] = null,
        };
        json["cancel_url"] = CancelUrl;
        json["client_reference_id"] = ClientReference;
        json["created"] = Created;
        json["currency"] = Currency;
        json["custom_fields"] = new JsonArray();
        json["custom_text"] = new JsonObject
        {
            ["after_submit"] = null,
            ["shipping_address"] = null,
            ["submit"] = null,
            ["terms_of_service_acceptance"] = null,
        };
        json["customer"] = Customer;
        json["customer_creation"] = CustomerCreation;
        json["customer_details"] = CustomerDetails(account);
        json["customer_email"] = Email;
        json["expires_at"] = ExpiresAt;
        json["livemode"] = false;
        json["locale"] = Locale;
        json["metadata"] = MetadataJson();
        json["mode"] = "setup";
        json["payment_method_collection"] = "always";
        json["payment_method_options"] = new JsonObject();
        json["payment_method_types"] = new JsonArray("card");
        json["payment_status"] = "no_payment_required";
        json["phone_number_collection"] = new JsonObject { ["enabled"] = false };
        json["setup_intent"] = SetupIntent;
        json["shipping_options"] = new JsonArray();
        json["status"] = Status;
        json["success_url"] = SuccessUrl;
        json["ui_mode"] = "hosted_page";
        json["url"] = Status == "open" ? new Uri(account.BaseAddress, $"c/pay/{Id}").ToString() : null;
        return json;
    }

    private JsonObject? CustomerDetails(Account account)
    {
        if (Status != "complete" || account.Customers.Find(Customer) is not { } customer)
            return null;
        return new()
        {
            ["address"] = Addresses.OrEmpty(customer.Address),
            ["business_name"] = null,
            ["email"] = customer.Email,
            ["individual_name"] = null,
            ["name"] = customer.Name,
            ["phone"] = customer.Phone,
            ["tax_exempt"] = customer.TaxExempt ?? "none",
            ["tax_ids"] = new JsonArray(),
        };
    }

    private static readonly string[] NullMembers =
    [
        "adaptive_pricing",
        "after_expiration",
        "allow_promotion_codes",
        "amount_subtotal",
        "amount_total",
        "billing_address_collection",
        "client_secret",
        "collected_information",
        "consent",
        "consent_collection",
        "currency_conversion",
        "customer_account",
        "discounts",
        "integration_identifier",
        "invoice",
        "invoice_creation",
        "managed_payments",
        "origin_context",
        "payment_intent",
        "payment_link",
        "payment_method_configuration_details",
        "permissions",
        "recovered_from",
        "saved_payment_method_options",
        "shipping_address_collection",
        "shipping_cost",
        "submit_type",
        "subscription",
        "total_details",
        "wallet_options",
    ];
}
