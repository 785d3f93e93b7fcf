namespace Stripe;

/// <summary>Requests about the lines of an invoice.</summary>
public class InvoiceLineItemService : Service, INestedListable<InvoiceLineItem, InvoiceLineItemListOptions>
{
    public InvoiceLineItemService() { }

    public InvoiceLineItemService(IStripeClient client)
        : base(client) { }

    public virtual Task<StripeList<InvoiceLineItem>> ListAsync(
        string parentId,
        InvoiceLineItemListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeList<InvoiceLineItem>>(
            HttpMethod.Get,
            $"/v1/invoices/{Escaped(parentId)}/lines",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<InvoiceLineItem> ListAutoPagingAsync(
        string parentId,
        InvoiceLineItemListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        ListRequestAutoPagingAsync<InvoiceLineItem>(
            $"/v1/invoices/{Escaped(parentId)}/lines",
            options,
            requestOptions,
            cancellationToken
        );
}
