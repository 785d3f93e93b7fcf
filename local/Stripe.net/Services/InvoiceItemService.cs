namespace Stripe;

/// <summary>Requests about invoice items.</summary>
public class InvoiceItemService
    : Service,
        ICreatable<InvoiceItem, InvoiceItemCreateOptions>,
        IDeletable<InvoiceItem, InvoiceItemDeleteOptions>,
        IListable<InvoiceItem, InvoiceItemListOptions>,
        IRetrievable<InvoiceItem, InvoiceItemGetOptions>,
        IUpdatable<InvoiceItem, InvoiceItemUpdateOptions>
{
    public InvoiceItemService() { }

    public InvoiceItemService(IStripeClient client)
        : base(client) { }

    public virtual Task<InvoiceItem> CreateAsync(
        InvoiceItemCreateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<InvoiceItem>(HttpMethod.Post, "/v1/invoiceitems", options, requestOptions, cancellationToken);

    public virtual Task<InvoiceItem> DeleteAsync(
        string id,
        InvoiceItemDeleteOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<InvoiceItem>(
            HttpMethod.Delete,
            $"/v1/invoiceitems/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<InvoiceItem> GetAsync(
        string id,
        InvoiceItemGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<InvoiceItem>(
            HttpMethod.Get,
            $"/v1/invoiceitems/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<InvoiceItem>> ListAsync(
        InvoiceItemListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeList<InvoiceItem>>(
            HttpMethod.Get,
            "/v1/invoiceitems",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<InvoiceItem> ListAutoPagingAsync(
        InvoiceItemListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<InvoiceItem>("/v1/invoiceitems", options, requestOptions, cancellationToken);

    public virtual Task<InvoiceItem> UpdateAsync(
        string id,
        InvoiceItemUpdateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<InvoiceItem>(
            HttpMethod.Post,
            $"/v1/invoiceitems/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );
}
