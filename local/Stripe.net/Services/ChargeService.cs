namespace Stripe;

/// <summary>Requests about charges.</summary>
public class ChargeService
    : Service,
        IListable<Charge, ChargeListOptions>,
        IRetrievable<Charge, ChargeGetOptions>,
        ISearchable<Charge, ChargeSearchOptions>
{
    public ChargeService() { }

    public ChargeService(IStripeClient client)
        : base(client) { }

    public virtual Task<Charge> GetAsync(
        string id,
        ChargeGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<Charge>(HttpMethod.Get, $"/v1/charges/{Escaped(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Charge>> ListAsync(
        ChargeListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<StripeList<Charge>>(HttpMethod.Get, "/v1/charges", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Charge> ListAutoPagingAsync(
        ChargeListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<Charge>("/v1/charges", options, requestOptions, cancellationToken);

    public virtual Task<StripeSearchResult<Charge>> SearchAsync(
        ChargeSearchOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeSearchResult<Charge>>(
            HttpMethod.Get,
            "/v1/charges/search",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<Charge> SearchAutoPagingAsync(
        ChargeSearchOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => SearchRequestAutoPagingAsync<Charge>("/v1/charges/search", options, requestOptions, cancellationToken);
}
