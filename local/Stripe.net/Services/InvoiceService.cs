namespace Stripe;

/// <summary>Requests about invoices.</summary>
public class InvoiceService
    : Service,
        ICreatable<Invoice, InvoiceCreateOptions>,
        IDeletable<Invoice, InvoiceDeleteOptions>,
        IListable<Invoice, InvoiceListOptions>,
        IRetrievable<Invoice, InvoiceGetOptions>,
        ISearchable<Invoice, InvoiceSearchOptions>,
        IUpdatable<Invoice, InvoiceUpdateOptions>
{
    public InvoiceService() { }

    public InvoiceService(IStripeClient client)
        : base(client) { }

    public virtual Task<Invoice> CreateAsync(
        InvoiceCreateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<Invoice>(HttpMethod.Post, "/v1/invoices", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> DeleteAsync(
        string id,
        InvoiceDeleteOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Invoice>(
            HttpMethod.Delete,
            $"/v1/invoices/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<Invoice> FinalizeInvoiceAsync(
        string id,
        InvoiceFinalizeOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Invoice>(
            HttpMethod.Post,
            $"/v1/invoices/{Escaped(id)}/finalize",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<Invoice> GetAsync(
        string id,
        InvoiceGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Invoice>(
            HttpMethod.Get,
            $"/v1/invoices/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<Invoice>> ListAsync(
        InvoiceListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<StripeList<Invoice>>(HttpMethod.Get, "/v1/invoices", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Invoice> ListAutoPagingAsync(
        InvoiceListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<Invoice>("/v1/invoices", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> MarkUncollectibleAsync(
        string id,
        InvoiceMarkUncollectibleOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Invoice>(
            HttpMethod.Post,
            $"/v1/invoices/{Escaped(id)}/mark_uncollectible",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<Invoice> PayAsync(
        string id,
        InvoicePayOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Invoice>(
            HttpMethod.Post,
            $"/v1/invoices/{Escaped(id)}/pay",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeSearchResult<Invoice>> SearchAsync(
        InvoiceSearchOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeSearchResult<Invoice>>(
            HttpMethod.Get,
            "/v1/invoices/search",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<Invoice> SearchAutoPagingAsync(
        InvoiceSearchOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => SearchRequestAutoPagingAsync<Invoice>("/v1/invoices/search", options, requestOptions, cancellationToken);

    public virtual Task<Invoice> SendInvoiceAsync(
        string id,
        InvoiceSendOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Invoice>(
            HttpMethod.Post,
            $"/v1/invoices/{Escaped(id)}/send",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<Invoice> UpdateAsync(
        string id,
        InvoiceUpdateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Invoice>(
            HttpMethod.Post,
            $"/v1/invoices/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<Invoice> VoidInvoiceAsync(
        string id,
        InvoiceVoidOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Invoice>(
            HttpMethod.Post,
            $"/v1/invoices/{Escaped(id)}/void",
            options,
            requestOptions,
            cancellationToken
        );
}
