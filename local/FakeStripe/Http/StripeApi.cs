using Mothership.Local.FakeStripe.Endpoints;
using Mothership.Local.FakeStripe.Faults;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Http;

/// <summary>
/// What every request goes through: the key, the version, faults, the memory of idempotency keys, and then its
/// endpoint. One request at a time.
/// </summary>
internal sealed class StripeApi(Account account, FakeFaults faults, string apiKey)
{
    private readonly IdempotencyStore _outcomes = new(account.Options.KeysExpireAfter);

    private readonly Router _router = new([
        .. CustomerEndpoints.Routes,
        .. CardEndpoints.Routes,
        .. SessionEndpoints.Routes,
        .. InvoiceItemEndpoints.Routes,
        .. InvoiceEndpoints.Routes,
        .. PaymentEndpoints.Routes,
        .. CreditNoteEndpoints.Routes,
        .. EventEndpoints.Routes,
    ]);

    /// <summary>How many requests have come, by their outcome's status.</summary>
    public Dictionary<int, long> Statuses { get; } = [];

    public ApiResponse Handle(ApiRequest request)
    {
        lock (account.Gate)
        {
            var exchange = new Exchange(request, account.NewId("req"));
            var response = Answered(exchange);
            account.Request = default;
            Statuses[response.Answer.Status] = Statuses.GetValueOrDefault(response.Answer.Status) + 1;
            return response;
        }
    }

    private ApiResponse Answered(Exchange exchange)
    {
        try
        {
            CheckHead(exchange.Request);
            if (_router.Find(exchange.Request.Method, exchange.Request.Path) is not { } found)
                throw new StripeError(
                    404,
                    "invalid_request_error",
                    $"Unrecognized request URL ({exchange.Request.Method}: {exchange.Request.Path})."
                );
            var fault = faults.For(found.Route.Name, exchange.Request.Path, exchange.Key);
            return FailsEarly(fault, exchange) ?? Carried(exchange, found.Route, found.Ids, fault);
        }
        catch (StripeError refused)
        {
            return exchange.Refused(refused);
        }
    }

    private ApiResponse Carried(Exchange exchange, Route route, IReadOnlyList<string> ids, Fault? fault)
    {
        var form = Form.Parse(exchange.Request.Form);
        var fingerprint = $"{route.Method} {exchange.Request.Path} {form.Fingerprint()}";
        if (exchange.Key is { } known && _outcomes.Find(known, account.Now) is { } remembered)
            return remembered.Request == fingerprint
                ? exchange.Replayed(remembered)
                : throw new StripeError(
                    400,
                    "idempotency_error",
                    $"The idempotency key {known} can only be used with the parameters that it was first used with."
                );
        var call = new Call(account, new(form), ids);
        var execute = route.Endpoint(call);
        call.Params.Done();
        account.Request = (exchange.RequestId, exchange.Key);
        var answer = fault == Fault.Before500 ? InternalError() : Outcome(call, execute);
        if (fault == Fault.After500)
            answer = InternalError();
        if (exchange.Key is { } key)
            _outcomes.Remember(key, new(fingerprint, answer, exchange.RequestId, account.Now));
        return exchange.Answered(
            answer,
            fault switch
            {
                Fault.DropAfter => Delivery.Dropped,
                Fault.HangAfter => Delivery.Hung,
                _ => Delivery.Answered,
            }
        );
    }

    private static ApiAnswer Outcome(Call call, Func<JsonObject> execute)
    {
        try
        {
            var answer = execute();
            Expansion.Apply(call, answer);
            return new(200, answer.ToJsonString());
        }
        catch (StripeError refused)
        {
            return new(refused.Status, refused.ToJson().ToJsonString());
        }
    }

    // Faults of the way to the API: nothing happens, and nothing is remembered.
    private static ApiResponse? FailsEarly(Fault? fault, Exchange exchange) =>
        fault switch
        {
            Fault.DropBefore => exchange.Answered(new(0, ""), Delivery.Dropped),
            Fault.Unavailable503 => exchange.Refused(
                new(503, "api_error", "The service is not available at the moment."),
                retry: true
            ),
            Fault.RateLimit429 => exchange.Refused(
                new(429, "invalid_request_error", "Too many requests. Wait, with growing pauses.")
                {
                    Code = "rate_limit",
                }
            ),
            Fault.LockTimeout429 => exchange.Refused(
                new(429, "invalid_request_error", "Another request holds this object.") { Code = "lock_timeout" },
                retry: true
            ),
            Fault.Conflict409 => exchange.Refused(
                new(409, "idempotency_error", "Another request with this key is still under way.")
                {
                    Code = "idempotency_key_in_use",
                },
                retry: true
            ),
            _ => null,
        };

    private static ApiAnswer InternalError() =>
        new(500, new StripeError(500, "api_error", "An unexpected error occurred.").ToJson().ToJsonString());

    private void CheckHead(ApiRequest request)
    {
        if (request.Headers("Authorization") is not { } authorization)
            throw new StripeError(401, "invalid_request_error", "You did not provide an API key.");
        if (Secret(authorization) != apiKey)
            throw new StripeError(401, "invalid_request_error", "Invalid API Key provided.");
        if (request.Headers("Stripe-Version") is { } version && version != Account.ApiVersion)
            throw StripeError.Invalid($"This server speaks the API version {Account.ApiVersion}, not {version}.");
        if (request.Headers("Stripe-Account") is not null)
            throw new StripeError(403, "invalid_request_error", "This server has no connected accounts.");
        if (request.Headers("Idempotency-Key") is { Length: > 255 })
            throw StripeError.Invalid("Idempotency keys have up to 255 characters.");
    }

    // Bearer, or basic authentication with the key as the user.
    private static string Secret(string authorization)
    {
        var parts = authorization.Split(' ', 2);
        if (parts is ["Bearer", var key])
            return key;
        var decoded = new byte[authorization.Length];
        return parts is ["Basic", var basic] && Convert.TryFromBase64String(basic, decoded, out var length)
            ? System.Text.Encoding.UTF8.GetString(decoded, 0, length).Split(':')[0]
            : "";
    }
}

/// <summary>A request and the headers that its answer has.</summary>
internal sealed class Exchange(ApiRequest request, string requestId)
{
    public ApiRequest Request => request;

    public string RequestId => requestId;

    /// <summary>The idempotency key; only POST has one.</summary>
    public string? Key { get; } = request.Method == "POST" ? request.Headers("Idempotency-Key") : null;

    public ApiResponse Refused(StripeError refused, bool? retry = null)
    {
        var answer = new ApiAnswer(refused.Status, refused.ToJson().ToJsonString());
        return new(answer, Headers(retry));
    }

    public ApiResponse Answered(ApiAnswer answer, Delivery delivery) =>
        // What is remembered would only be said again.
        new(answer, Headers(answer.Status >= 500 ? false : null), delivery);

    public ApiResponse Replayed(RememberedOutcome outcome)
    {
        var headers = Headers(outcome.Answer.Status >= 500 ? false : null);
        headers["Idempotent-Replayed"] = "true";
        headers["Original-Request"] = outcome.RequestId;
        return new(outcome.Answer, headers);
    }

    private Dictionary<string, string> Headers(bool? retry)
    {
        var headers = new Dictionary<string, string>
        {
            ["Request-Id"] = requestId,
            ["Stripe-Version"] = Account.ApiVersion,
        };
        if (Key is not null)
            headers["Idempotency-Key"] = Key;
        if (retry is not null)
            headers["Stripe-Should-Retry"] = retry.Value ? "true" : "false";
        return headers;
    }
}
