namespace Stripe.BillingPortal;

/// <summary>Requests about sessions.</summary>
public class SessionService : Service, ICreatable<Session, SessionCreateOptions>
{
    public SessionService() { }

    public SessionService(IStripeClient client)
        : base(client) { }

    public virtual Task<Session> CreateAsync(
        SessionCreateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Session>(
            HttpMethod.Post,
            "/v1/billing_portal/sessions",
            options,
            requestOptions,
            cancellationToken
        );
}
