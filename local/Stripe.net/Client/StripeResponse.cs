using System.Net;
using System.Net.Http.Headers;

namespace Stripe;

/// <summary>The head of an answer.</summary>
public abstract class StripeResponseBase(HttpStatusCode statusCode, HttpResponseHeaders headers)
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public HttpResponseHeaders Headers { get; } = headers;

    public DateTimeOffset? Date => Headers?.Date;

    /// <summary>The key under which the request was carried out.</summary>
    public string IdempotencyKey => Header("Idempotency-Key");

    /// <summary>What Stripe calls the request in its log.</summary>
    public string RequestId => Header("Request-Id");

    public override string ToString() =>
        $"<{GetType().FullName} status={(int)StatusCode} Request-Id={RequestId} Date={Date?.ToString("s")}>";

    private string Header(string name) =>
        Headers is not null && Headers.TryGetValues(name, out var values) ? values.First() : null;
}

/// <summary>An answer.</summary>
public class StripeResponse(HttpStatusCode statusCode, HttpResponseHeaders headers, string content)
    : StripeResponseBase(statusCode, headers)
{
    public string Content { get; } = content;
}
