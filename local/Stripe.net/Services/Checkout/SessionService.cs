namespace Stripe.Checkout;

/// <summary>Requests about sessions.</summary>
public class SessionService
    : Service,
        ICreatable<Session, SessionCreateOptions>,
        IListable<Session, SessionListOptions>,
        IRetrievable<Session, SessionGetOptions>
{
    public SessionService() { }

    public SessionService(IStripeClient client)
        : base(client) { }

    public virtual Task<Session> CreateAsync(
        SessionCreateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<Session>(HttpMethod.Post, "/v1/checkout/sessions", options, requestOptions, cancellationToken);

    public virtual Task<Session> ExpireAsync(
        string id,
        SessionExpireOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Session>(
            HttpMethod.Post,
            $"/v1/checkout/sessions/{Escaped(id)}/expire",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<Session> GetAsync(
        string id,
        SessionGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Session>(
            HttpMethod.Get,
            $"/v1/checkout/sessions/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<Session>> ListAsync(
        SessionListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeList<Session>>(
            HttpMethod.Get,
            "/v1/checkout/sessions",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<Session> ListAutoPagingAsync(
        SessionListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<Session>("/v1/checkout/sessions", options, requestOptions, cancellationToken);
}
