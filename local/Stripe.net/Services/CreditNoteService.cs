namespace Stripe;

/// <summary>Requests about credit notes.</summary>
public class CreditNoteService
    : Service,
        ICreatable<CreditNote, CreditNoteCreateOptions>,
        IListable<CreditNote, CreditNoteListOptions>,
        IRetrievable<CreditNote, CreditNoteGetOptions>,
        IUpdatable<CreditNote, CreditNoteUpdateOptions>
{
    public CreditNoteService() { }

    public CreditNoteService(IStripeClient client)
        : base(client) { }

    public virtual Task<CreditNote> CreateAsync(
        CreditNoteCreateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<CreditNote>(HttpMethod.Post, "/v1/credit_notes", options, requestOptions, cancellationToken);

    public virtual Task<CreditNote> GetAsync(
        string id,
        CreditNoteGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<CreditNote>(
            HttpMethod.Get,
            $"/v1/credit_notes/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<StripeList<CreditNote>> ListAsync(
        CreditNoteListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<StripeList<CreditNote>>(
            HttpMethod.Get,
            "/v1/credit_notes",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual IAsyncEnumerable<CreditNote> ListAutoPagingAsync(
        CreditNoteListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<CreditNote>("/v1/credit_notes", options, requestOptions, cancellationToken);

    public virtual Task<CreditNote> PreviewAsync(
        CreditNotePreviewOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<CreditNote>(
            HttpMethod.Get,
            "/v1/credit_notes/preview",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<CreditNote> UpdateAsync(
        string id,
        CreditNoteUpdateOptions options,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<CreditNote>(
            HttpMethod.Post,
            $"/v1/credit_notes/{Escaped(id)}",
            options,
            requestOptions,
            cancellationToken
        );

    public virtual Task<CreditNote> VoidCreditNoteAsync(
        string id,
        CreditNoteVoidOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) =>
        RequestAsync<CreditNote>(
            HttpMethod.Post,
            $"/v1/credit_notes/{Escaped(id)}/void",
            options,
            requestOptions,
            cancellationToken
        );
}
