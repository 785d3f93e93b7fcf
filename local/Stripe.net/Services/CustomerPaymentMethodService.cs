namespace Stripe;

/// <summary>Requests about one customer's means of payment.</summary>
public class CustomerPaymentMethodService
    : Service,
        INestedListable<PaymentMethod, CustomerPaymentMethodListOptions>,
        INestedRetrievable<PaymentMethod, CustomerPaymentMethodGetOptions>
{
    public CustomerPaymentMethodService() { }

    public CustomerPaymentMethodService(IStripeClient client)
        : base(client) { }

    public virtual Task<PaymentMethod> GetAsync(
        string parentId,
        string id,
        CustomerPaymentMethodGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<PaymentMethod>(
            HttpMethod.Get,
            $"/v1/customers/{Escaped(parentId)}/payment_methods/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<PaymentMethod>> ListAsync(
        string parentId,
        CustomerPaymentMethodListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeList<PaymentMethod>>(
            HttpMethod.Get,
            $"/v1/customers/{Escaped(parentId)}/payment_methods",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<PaymentMethod> ListAutoPagingAsync(
        string parentId,
        CustomerPaymentMethodListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        ListRequestAutoPagingAsync<PaymentMethod>(
            $"/v1/customers/{Escaped(parentId)}/payment_methods",
            options,
            requestOptions,
            cancellationToken
        );
}
