namespace Mothership.Local.FakeStripe.Http;

/// <summary>
/// A request that is refused, in the words of Stripe's errors: a status, a type, a code where there is one, and the
/// parameter that is to blame.
/// </summary>
internal sealed class StripeError(int status, string type, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Type { get; } = type;

    public string? Code { get; init; }

    public string? Param { get; init; }

    public string? DeclineCode { get; init; }

    /// <summary>
    /// Members that only errors of payments have: payment_intent, setup_intent, charge, payment_method.
    /// </summary>
    public JsonObject Details { get; init; } = [];

    public static StripeError Invalid(string message, string? param = null, string? code = null) =>
        new(400, "invalid_request_error", message) { Param = param, Code = code };

    public static StripeError Missing(string kind, string id, string param = "id") =>
        new(404, "invalid_request_error", $"No such {kind}: '{id}'") { Code = "resource_missing", Param = param };

    /// <summary>An id in a parameter, not in the address, that does not exist.</summary>
    public static StripeError NoSuch(string kind, string id, string param) =>
        Invalid($"No such {kind}: '{id}'", param, "resource_missing");

    public static StripeError Card(string message, string code, string? declineCode = null, string? param = null) =>
        new(402, "card_error", message)
        {
            Code = code,
            DeclineCode = declineCode,
            Param = param,
        };

    public JsonObject ToJson()
    {
        var error = new JsonObject { ["message"] = Message, ["type"] = Type };
        Add(error, "code", Code);
        Add(error, "decline_code", DeclineCode);
        Add(error, "param", Param);
        foreach (var (name, value) in Details)
            error[name] = value?.DeepClone();
        if (Code is not null)
            error["doc_url"] = $"https://stripe.com/docs/error-codes/{Code.Replace('_', '-')}";
        return new() { ["error"] = error };
    }

    private static void Add(JsonObject error, string name, string? value)
    {
        if (value is not null)
            error[name] = value;
    }
}
