namespace Stripe;

/// <summary>Requests about customers.</summary>
public class CustomerService
    : Service,
        ICreatable<Customer, CustomerCreateOptions>,
        IDeletable<Customer, CustomerDeleteOptions>,
        IListable<Customer, CustomerListOptions>,
        IRetrievable<Customer, CustomerGetOptions>,
        ISearchable<Customer, CustomerSearchOptions>,
        IUpdatable<Customer, CustomerUpdateOptions>
{
    public CustomerService() { }

    public CustomerService(IStripeClient client)
        : base(client) { }

    public virtual Task<Customer> CreateAsync(
        CustomerCreateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<Customer>(HttpMethod.Post, "/v1/customers", options, requestOptions, cancellationToken);

    public virtual Task<Customer> DeleteAsync(
        string id,
        CustomerDeleteOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Customer>(
            HttpMethod.Delete,
            $"/v1/customers/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<Customer> GetAsync(
        string id,
        CustomerGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Customer>(
            HttpMethod.Get,
            $"/v1/customers/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<Customer>> ListAsync(
        CustomerListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeList<Customer>>(HttpMethod.Get, "/v1/customers", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Customer> ListAutoPagingAsync(
        CustomerListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<Customer>("/v1/customers", options, requestOptions, cancellationToken);

    public virtual Task<StripeSearchResult<Customer>> SearchAsync(
        CustomerSearchOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeSearchResult<Customer>>(
            HttpMethod.Get,
            "/v1/customers/search",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<Customer> SearchAutoPagingAsync(
        CustomerSearchOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => SearchRequestAutoPagingAsync<Customer>("/v1/customers/search", options, requestOptions, cancellationToken);

    public virtual Task<Customer> UpdateAsync(
        string id,
        CustomerUpdateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<Customer>(
            HttpMethod.Post,
            $"/v1/customers/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );
}
