namespace Stripe;

/// <summary>Requests about payment intents.</summary>
public class PaymentIntentService
    : Service,
        IListable<PaymentIntent, PaymentIntentListOptions>,
        IRetrievable<PaymentIntent, PaymentIntentGetOptions>,
        ISearchable<PaymentIntent, PaymentIntentSearchOptions>
{
    public PaymentIntentService() { }

    public PaymentIntentService(IStripeClient client)
        : base(client) { }

    public virtual Task<PaymentIntent> CancelAsync(
        string id,
        PaymentIntentCancelOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<PaymentIntent>(
            HttpMethod.Post,
            $"/v1/payment_intents/{Escaped(id)}/cancel",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<PaymentIntent> ConfirmAsync(
        string id,
        PaymentIntentConfirmOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<PaymentIntent>(
            HttpMethod.Post,
            $"/v1/payment_intents/{Escaped(id)}/confirm",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<PaymentIntent> GetAsync(
        string id,
        PaymentIntentGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<PaymentIntent>(
            HttpMethod.Get,
            $"/v1/payment_intents/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<PaymentIntent>> ListAsync(
        PaymentIntentListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeList<PaymentIntent>>(
            HttpMethod.Get,
            "/v1/payment_intents",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<PaymentIntent> ListAutoPagingAsync(
        PaymentIntentListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<PaymentIntent>("/v1/payment_intents", options, requestOptions, cancellationToken);

    public virtual Task<StripeSearchResult<PaymentIntent>> SearchAsync(
        PaymentIntentSearchOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeSearchResult<PaymentIntent>>(
            HttpMethod.Get,
            "/v1/payment_intents/search",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<PaymentIntent> SearchAutoPagingAsync(
        PaymentIntentSearchOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        SearchRequestAutoPagingAsync<PaymentIntent>(
            "/v1/payment_intents/search",
            options,
            requestOptions,
            cancellationToken
        );
}
