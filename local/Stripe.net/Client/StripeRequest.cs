using System.Net.Http.Headers;

namespace Stripe;

/// <summary>A request as it goes over the wire. All attempts at it carry the same idempotency key.</summary>
public class StripeRequest
{
    private readonly BaseOptions options;

    public StripeRequest(
        IStripeClient client,
        HttpMethod method,
        string path,
        BaseOptions options,
        RequestOptions requestOptions
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        this.options = options;
        Method = method;
        Uri = Address(client.ApiBase, method, path, options);
        AuthorizationHeader = Authorization(requestOptions?.ApiKey ?? client.ApiKey);
        StripeHeaders = Headers(method, requestOptions);
    }

    public HttpMethod Method { get; }

    public Uri Uri { get; }

    public AuthenticationHeaderValue AuthorizationHeader { get; }

    public IDictionary<string, string> StripeHeaders { get; }

    /// <summary>The body, made anew for each attempt; null save for POST.</summary>
    public HttpContent Content => Method == HttpMethod.Post ? FormEncoder.Content(options) : null;

    public override string ToString() => $"<{GetType().FullName} Method={Method} Uri={Uri}>";

    private static Uri Address(string baseAddress, HttpMethod method, string path, BaseOptions options)
    {
        var query = method == HttpMethod.Post ? "" : FormEncoder.Encode(options);
        return new(baseAddress + path + (query.Length == 0 ? "" : "?" + query));
    }

    private static AuthenticationHeaderValue Authorization(string key) =>
        key is null
            ? throw new StripeException("There is no API key: give the client one, or the request.")
            : new("Bearer", key);

    private static Dictionary<string, string> Headers(HttpMethod method, RequestOptions options)
    {
        var headers = new Dictionary<string, string> { ["Stripe-Version"] = ApiVersion.Current };
        Add("Stripe-Account", options?.StripeAccount);
        Add("Stripe-Context", options?.StripeContext);
        Add("Stripe-Request-Trigger", options?.StripeRequestTrigger);
        Add("Idempotency-Key", options?.IdempotencyKey);
        if (method == HttpMethod.Post)
            headers.TryAdd("Idempotency-Key", Guid.NewGuid().ToString());
        return headers;

        void Add(string name, string value)
        {
            if (!string.IsNullOrEmpty(value))
                headers[name] = value;
        }
    }
}
