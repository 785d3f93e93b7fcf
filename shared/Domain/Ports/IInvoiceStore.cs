using Mothership.Domain.Billing;
using Mothership.Domain.Payments;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>An invoice without its lines.</summary>
/// <param name="Id">As of <see cref="Invoice.Id"/>.</param>
/// <param name="Number">The customer's number for it.</param>
/// <param name="Month">The month.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">In units of the currency.</param>
/// <param name="LineCount">How many lines it has.</param>
/// <param name="Hash">SHA-256 of its canonical JSON.</param>
/// <param name="Payment">Where its payment stands.</param>
public sealed record InvoiceSummary(
    string Id,
    string Number,
    BillingMonth Month,
    string Currency,
    decimal Total,
    int LineCount,
    string Hash,
    InvoicePayment Payment
)
{
    /// <summary>Where its payment stands, in one word.</summary>
    public InvoiceStatus Status => Payment.Status;
}

/// <summary>
/// Invoices. Written once, with their payment's row and their posting in the ledger; what is in them never changes.
/// </summary>
public interface IInvoiceStore
{
    /// <summary>Writes an invoice; the same one a second time changes nothing.</summary>
    /// <exception cref="BillingContradictionException">There is an invoice of that id that says something
    /// else.</exception>
    Task<StoredInvoice> AddAsync(TenantScope scope, Invoice invoice, CancellationToken cancellation);

    /// <summary>Reads one with its lines; null when it does not exist in this scope.</summary>
    /// <exception cref="BillingContradictionException">It is not as it was written.</exception>
    Task<StoredInvoice?> FindAsync(TenantScope scope, string id, CancellationToken cancellation);

    /// <summary>One page, in the order of their months.</summary>
    Task<PageOf<InvoiceSummary>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellation);
}
