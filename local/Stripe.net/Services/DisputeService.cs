namespace Stripe;

/// <summary>Requests about disputes.</summary>
public class DisputeService
    : Service,
        IListable<Dispute, DisputeListOptions>,
        IRetrievable<Dispute, DisputeGetOptions>,
        IUpdatable<Dispute, DisputeUpdateOptions>
{
    public DisputeService() { }

    public DisputeService(IStripeClient client)
        : base(client) { }

    public virtual Task<Dispute> CloseAsync(
        string id,
        DisputeCloseOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Dispute>(
            HttpMethod.Post,
            $"/v1/disputes/{Escaped(id)}/close",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<Dispute> GetAsync(
        string id,
        DisputeGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Dispute>(
            HttpMethod.Get,
            $"/v1/disputes/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<Dispute>> ListAsync(
        DisputeListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<StripeList<Dispute>>(HttpMethod.Get, "/v1/disputes", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Dispute> ListAutoPagingAsync(
        DisputeListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<Dispute>("/v1/disputes", options, requestOptions, cancellationToken);

    public virtual Task<Dispute> UpdateAsync(
        string id,
        DisputeUpdateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Dispute>(
            HttpMethod.Post,
            $"/v1/disputes/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );
}
