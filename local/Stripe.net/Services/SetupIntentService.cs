namespace Stripe;

/// <summary>Requests about setup intents.</summary>
public class SetupIntentService
    : Service,
        ICreatable<SetupIntent, SetupIntentCreateOptions>,
        IListable<SetupIntent, SetupIntentListOptions>,
        IRetrievable<SetupIntent, SetupIntentGetOptions>
{
    public SetupIntentService() { }

    public SetupIntentService(IStripeClient client)
        : base(client) { }

    public virtual Task<SetupIntent> CancelAsync(
        string id,
        SetupIntentCancelOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<SetupIntent>(
            HttpMethod.Post,
            $"/v1/setup_intents/{Escaped(id)}/cancel",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<SetupIntent> ConfirmAsync(
        string id,
        SetupIntentConfirmOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<SetupIntent>(
            HttpMethod.Post,
            $"/v1/setup_intents/{Escaped(id)}/confirm",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<SetupIntent> CreateAsync(
        SetupIntentCreateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<SetupIntent>(HttpMethod.Post, "/v1/setup_intents", options, requestOptions, cancellationToken);

    public virtual Task<SetupIntent> GetAsync(
        string id,
        SetupIntentGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<SetupIntent>(
            HttpMethod.Get,
            $"/v1/setup_intents/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<SetupIntent>> ListAsync(
        SetupIntentListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeList<SetupIntent>>(
            HttpMethod.Get,
            "/v1/setup_intents",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<SetupIntent> ListAutoPagingAsync(
        SetupIntentListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<SetupIntent>("/v1/setup_intents", options, requestOptions, cancellationToken);
}
