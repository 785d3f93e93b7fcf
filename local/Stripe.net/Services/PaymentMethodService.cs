namespace Stripe;

/// <summary>Requests about means of payment.</summary>
public class PaymentMethodService
    : Service,
        IListable<PaymentMethod, PaymentMethodListOptions>,
        IRetrievable<PaymentMethod, PaymentMethodGetOptions>
{
    public PaymentMethodService() { }

    public PaymentMethodService(IStripeClient client)
        : base(client) { }

    public virtual Task<PaymentMethod> AttachAsync(
        string id,
        PaymentMethodAttachOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<PaymentMethod>(
            HttpMethod.Post,
            $"/v1/payment_methods/{Escaped(id)}/attach",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<PaymentMethod> DetachAsync(
        string id,
        PaymentMethodDetachOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<PaymentMethod>(
            HttpMethod.Post,
            $"/v1/payment_methods/{Escaped(id)}/detach",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<PaymentMethod> GetAsync(
        string id,
        PaymentMethodGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<PaymentMethod>(
            HttpMethod.Get,
            $"/v1/payment_methods/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<PaymentMethod>> ListAsync(
        PaymentMethodListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeList<PaymentMethod>>(
            HttpMethod.Get,
            "/v1/payment_methods",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<PaymentMethod> ListAutoPagingAsync(
        PaymentMethodListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<PaymentMethod>("/v1/payment_methods", options, requestOptions, cancellationToken);
}
