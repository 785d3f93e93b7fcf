using Mothership.Domain.Ids;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>
/// Where the payments of invoices stand, and the ledger behind them: a row and the transactions that its change comes
/// to are one write. A row comes to be with its invoice.
/// </summary>
public interface IPaymentStore
{
    /// <summary>Reads one; null when there is no such invoice in this scope.</summary>
    Task<Stored<InvoicePayment>?> FindAsync(TenantScope scope, string invoice, CancellationToken cancellation);

    /// <summary>All of an organisation, in the order of their invoices' ids.</summary>
    IAsyncEnumerable<InvoicePayment> ListAsync(TenantScope scope, CancellationToken cancellation);

    /// <summary>Writes a decision over the state that it was made from.</summary>
    /// <exception cref="StaleWriteException">It is not what it was; nothing was written.</exception>
    /// <exception cref="LedgerException">The ledger has another transaction of the same id.</exception>
    Task<Stored<InvoicePayment>> SaveAsync(
        TenantScope scope,
        PaymentDecision decision,
        string etag,
        CancellationToken cancellation
    );

    /// <summary>Writes a credit note with what it does to its invoice's payment and to the count of notes.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="decision">Made from the following.</param>
    /// <param name="etag">Of the payment's row.</param>
    /// <param name="account">Its count of notes is the one before this note; null when there is no row of it.</param>
    /// <param name="answered">The objection that it answers, as it is then, with the tag of what it was; null without
    /// one.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="StaleWriteException">Something is not what it was; nothing was written.</exception>
    Task IssueAsync(
        TenantScope scope,
        CreditNoteDecision decision,
        string etag,
        Stored<PaymentAccount>? account,
        Stored<InvoiceDispute>? answered,
        CancellationToken cancellation
    );

    /// <summary>The invoices of all organisations that something has to be done about, and some more.</summary>
    IAsyncEnumerable<UnsettledInvoice> UnsettledAsync(CancellationToken cancellation);

    /// <summary>
    /// Takes an invoice off the list. Nothing happens when it was put on it again since the list was read.
    /// </summary>
    Task DropAsync(TenantScope scope, UnsettledInvoice invoice, CancellationToken cancellation);
}

/// <summary>An invoice on the list of those that something has to be done about.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Invoice">Its id.</param>
/// <param name="Token">Which entry of the list it is.</param>
public sealed record UnsettledInvoice(OrganizationId Organization, string Invoice, string Token);

/// <summary>The ledger. Only grows.</summary>
public interface ILedgerReader
{
    /// <summary>All transactions of an organisation, in the order of their ids.</summary>
    IAsyncEnumerable<LedgerTransaction> ReadAsync(TenantScope scope, CancellationToken cancellation);
}

/// <summary>Organisations as customers of the payment provider.</summary>
public interface IPaymentAccountStore
{
    /// <summary>Reads the organisation's; null when it has none.</summary>
    Task<Stored<PaymentAccount>?> FindAsync(TenantScope scope, CancellationToken cancellation);

    /// <summary>Writes it over the state that was read; a null tag where there was none.</summary>
    /// <exception cref="StaleWriteException">It is not what it was; nothing was written.</exception>
    Task<Stored<PaymentAccount>> SaveAsync(
        TenantScope scope,
        PaymentAccount account,
        string? etag,
        CancellationToken cancellation
    );
}

/// <summary>Credit notes. Written once, by <see cref="IPaymentStore.IssueAsync"/>.</summary>
public interface ICreditNoteStore
{
    /// <summary>Reads one; null when it does not exist in this scope.</summary>
    /// <exception cref="Billing.BillingContradictionException">It is not as it was written.</exception>
    Task<CreditNote?> FindAsync(TenantScope scope, string id, CancellationToken cancellation);

    /// <summary>One page, in the order of their ids.</summary>
    Task<PageOf<CreditNote>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellation);

    /// <summary>All of one invoice, in the order of their numbers.</summary>
    Task<IReadOnlyList<CreditNote>> OfInvoiceAsync(TenantScope scope, string invoice, CancellationToken cancellation);
}

/// <summary>Customers' objections to invoices.</summary>
public interface IInvoiceDisputeStore
{
    /// <summary>Reads one; null when it does not exist in this scope.</summary>
    Task<Stored<InvoiceDispute>?> FindAsync(TenantScope scope, string id, CancellationToken cancellation);

    /// <summary>One page, in the order of their ids.</summary>
    Task<PageOf<InvoiceDispute>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellation);

    /// <summary>Writes a new one. Repeating it with the same id writes nothing and returns what is there.</summary>
    Task<InvoiceDispute> CreateAsync(TenantScope scope, InvoiceDispute dispute, CancellationToken cancellation);

    /// <summary>Writes one over the state that was read.</summary>
    /// <exception cref="StaleWriteException">It is not what it was; nothing was written.</exception>
    Task UpdateAsync(TenantScope scope, InvoiceDispute dispute, string etag, CancellationToken cancellation);

    /// <summary>Those of all organisations that nobody has answered, by organisation and id: for staff.</summary>
    IAsyncEnumerable<InvoiceDispute> OpenAsync(CancellationToken cancellation);
}

/// <summary>Messages of the payment provider that have come in. Kept before they are acted upon.</summary>
public interface INoticeStore
{
    /// <summary>Records one.</summary>
    /// <returns>Whether it still has to be acted upon: it is new, or what was begun then did not end.</returns>
    Task<bool> RecordAsync(ProviderNotice notice, CancellationToken cancellation);

    /// <summary>It has been acted upon.</summary>
    Task CompleteAsync(ProviderNotice notice, CancellationToken cancellation);
}

/// <summary>What comparisons of our books with the provider's have found.</summary>
public interface IReconciliationStore
{
    /// <summary>Keeps what one run found about one organisation; the last one of the same run counts.</summary>
    /// <param name="run">Which run: begins with its date.</param>
    /// <param name="organization">Which; empty for what belongs to none.</param>
    /// <param name="differences">None when all agrees.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task SaveAsync(
        string run,
        string organization,
        IReadOnlyList<Difference> differences,
        CancellationToken cancellation
    );

    /// <summary>A run has looked at everything.</summary>
    Task CompleteAsync(ReconciliationRun run, CancellationToken cancellation);

    /// <summary>The last runs, newest first.</summary>
    Task<IReadOnlyList<ReconciliationRun>> RunsAsync(int count, CancellationToken cancellation);

    /// <summary>All that a run has found.</summary>
    IAsyncEnumerable<Difference> DifferencesAsync(string run, CancellationToken cancellation);
}
