using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Resources;

/// <summary>An attempt to keep a card for later.</summary>
internal sealed class SetupIntent : Resource
{
    public string? Customer { get; init; }

    public string? Description { get; init; }

    public required string Usage { get; init; }

    public string? PaymentMethod { get; set; }

    public string Status { get; set; } = "requires_payment_method";

    public string? CancellationReason { get; set; }

    public JsonObject? LastError { get; set; }

    public string ClientSecret => $"{Id}_secret_{Id[^10..]}";

    public override JsonObject ToJson(Account account) =>
        new()
        {
            ["id"] = Id,
            ["object"] = "setup_intent",
            ["application"] = null,
            ["automatic_payment_methods"] = null,
            ["cancellation_reason"] = CancellationReason,
            ["client_secret"] = ClientSecret,
            ["created"] = Created,
            ["customer"] = Customer,
            ["description"] = Description,
            ["excluded_payment_method_types"] = null,
            ["flow_directions"] = null,
            ["last_setup_error"] = LastError?.DeepClone(),
            ["latest_attempt"] = null,
            ["livemode"] = false,
            ["mandate"] = null,
            ["metadata"] = MetadataJson(),
            ["next_action"] = Status == "requires_action" ? NextActions.Redirect(account, Id) : null,
            ["on_behalf_of"] = null,
            ["payment_method"] = PaymentMethod,
            ["payment_method_configuration_details"] = null,
            ["payment_method_options"] = new JsonObject(),
            ["payment_method_types"] = new JsonArray("card"),
            ["single_use_mandate"] = null,
            ["status"] = Status,
            ["usage"] = Usage,
        };
}

/// <summary>What a customer has to do before a payment or a set-up can go on.</summary>
internal static class NextActions
{
    /// <summary>Visit the bank's page, here one of the fake's own.</summary>
    public static JsonObject Redirect(Account account, string id) =>
        new()
        {
            ["redirect_to_url"] = new JsonObject
            {
                ["return_url"] = null,
                ["url"] = new Uri(account.BaseAddress, $"authenticate/{id}").ToString(),
            },
            ["type"] = "redirect_to_url",
        };
}
