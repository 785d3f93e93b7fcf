using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Webhooks;

/// <summary>Something that happened, with the object as it was then.</summary>
internal sealed class StripeEvent : Resource
{
    private readonly byte[] _body;

    private StripeEvent(byte[] body) => _body = body;

    public required string Type { get; init; }

    /// <summary>What a webhook carries.</summary>
    public string Body => System.Text.Encoding.UTF8.GetString(_body);

    public static StripeEvent Of(Account account, string type, JsonObject subject, JsonObject? previous)
    {
        var id = account.NewId("evt");
        var now = account.Now;
        var data = new JsonObject { ["object"] = subject };
        if (previous is not null)
            data["previous_attributes"] = previous;
        var json = new JsonObject
        {
            ["id"] = id,
            ["object"] = "event",
            ["api_version"] = Account.ApiVersion,
            ["created"] = now,
            ["data"] = data,
            ["livemode"] = false,
            ["pending_webhooks"] = 1,
            ["request"] = new JsonObject
            {
                ["id"] = account.Request.Id,
                ["idempotency_key"] = account.Request.IdempotencyKey,
            },
            ["type"] = type,
        };
        return new(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(json))
        {
            Id = id,
            Created = now,
            Type = type,
        };
    }

    public override JsonObject ToJson(Account account) => JsonNode.Parse(_body)!.AsObject();
}
