namespace Stripe;

/// <summary>Requests about the changes of one customer's balance.</summary>
public class CustomerBalanceTransactionService
    : Service,
        INestedCreatable<CustomerBalanceTransaction, CustomerBalanceTransactionCreateOptions>,
        INestedListable<CustomerBalanceTransaction, CustomerBalanceTransactionListOptions>,
        INestedRetrievable<CustomerBalanceTransaction, CustomerBalanceTransactionGetOptions>
{
    public CustomerBalanceTransactionService() { }

    public CustomerBalanceTransactionService(IStripeClient client)
        : base(client) { }

    public virtual Task<CustomerBalanceTransaction> CreateAsync(
        string parentId,
        CustomerBalanceTransactionCreateOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<CustomerBalanceTransaction>(
            HttpMethod.Post,
            $"/v1/customers/{Escaped(parentId)}/balance_transactions",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<CustomerBalanceTransaction> GetAsync(
        string parentId,
        string id,
        CustomerBalanceTransactionGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<CustomerBalanceTransaction>(
            HttpMethod.Get,
            $"/v1/customers/{Escaped(parentId)}/balance_transactions/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<CustomerBalanceTransaction>> ListAsync(
        string parentId,
        CustomerBalanceTransactionListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeList<CustomerBalanceTransaction>>(
            HttpMethod.Get,
            $"/v1/customers/{Escaped(parentId)}/balance_transactions",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<CustomerBalanceTransaction> ListAutoPagingAsync(
        string parentId,
        CustomerBalanceTransactionListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        ListRequestAutoPagingAsync<CustomerBalanceTransaction>(
            $"/v1/customers/{Escaped(parentId)}/balance_transactions",
            options,
            requestOptions,
            cancellationToken
        );
}
