namespace Stripe;

/// <summary>Requests about the payments of invoices.</summary>
public class InvoicePaymentService
    : Service,
        IListable<InvoicePayment, InvoicePaymentListOptions>,
        IRetrievable<InvoicePayment, InvoicePaymentGetOptions>
{
    public InvoicePaymentService() { }

    public InvoicePaymentService(IStripeClient client)
        : base(client) { }

    public virtual Task<InvoicePayment> GetAsync(
        string id,
        InvoicePaymentGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<InvoicePayment>(
            HttpMethod.Get,
            $"/v1/invoice_payments/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<InvoicePayment>> ListAsync(
        InvoicePaymentListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeList<InvoicePayment>>(
            HttpMethod.Get,
            "/v1/invoice_payments",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<InvoicePayment> ListAutoPagingAsync(
        InvoicePaymentListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<InvoicePayment>("/v1/invoice_payments", options, requestOptions, cancellationToken);
}
