using Mothership.Domain.Payments;
using Mothership.Domain.Tenancy;

namespace Mothership.Domain.Ports;

/// <summary>
/// The payment provider. Every method may be repeated: what creates something looks for it first, and uses a key that
/// is derived from what is created and the generation of keys that the caller has recorded.
/// </summary>
public interface IPaymentProvider
{
    /// <summary>Whether there is a key; without one nothing may be called.</summary>
    Task<bool> IsConfiguredAsync(CancellationToken cancellation);

    /// <summary>Finds or creates the organisation's customer.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="account">Its generation of keys has been recorded.</param>
    /// <param name="name">The organisation's name.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The provider's id of it.</returns>
    /// <exception cref="PaymentProviderException">It failed.</exception>
    Task<string> EnsureCustomerAsync(
        TenantScope scope,
        PaymentAccount account,
        string name,
        CancellationToken cancellation
    );

    /// <summary>Finds or creates a draft of an invoice with all its items, not to be collected yet.</summary>
    Task<ProviderInvoice> EnsureInvoiceAsync(TenantScope scope, ChargeOrder order, CancellationToken cancellation);

    /// <summary>Reads one; null when the provider does not have it.</summary>
    Task<ProviderInvoice?> FindInvoiceAsync(TenantScope scope, string providerId, CancellationToken cancellation);

    /// <summary>Makes a draft final; nothing happens to one that is.</summary>
    Task FinalizeAsync(TenantScope scope, InvoicePayment row, CancellationToken cancellation);

    /// <summary>Makes the attempt to collect that the row has recorded.</summary>
    /// <exception cref="PaymentProviderException">Declined, among others.</exception>
    Task PayAsync(TenantScope scope, InvoicePayment row, CancellationToken cancellation);

    /// <summary>Has an invoice that is not paid given up.</summary>
    Task GiveUpAsync(TenantScope scope, InvoicePayment row, CancellationToken cancellation);

    /// <summary>Tells of a credit note.</summary>
    /// <param name="scope">The organisation.</param>
    /// <param name="row">Its invoice.</param>
    /// <param name="note">The note.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task EnsureCreditNoteAsync(TenantScope scope, InvoicePayment row, CreditNote note, CancellationToken cancellation);

    /// <summary>Puts the amount of a negative invoice into the customer's balance.</summary>
    /// <returns>The provider's id of that.</returns>
    Task<string> EnsureBalanceCreditAsync(
        TenantScope scope,
        string customer,
        InvoicePayment row,
        CancellationToken cancellation
    );

    /// <summary>A page on which the customer enters a payment method.</summary>
    Task<Uri> BeginSetupAsync(TenantScope scope, SetupOrder order, CancellationToken cancellation);

    /// <summary>How the customer pays; null while it has not said.</summary>
    Task<PaymentMethodSummary?> FindMethodAsync(TenantScope scope, string customer, CancellationToken cancellation);

    /// <summary>What the customer owes with the next invoice; negative when it has something in hand.</summary>
    Task<long> BalanceAsync(TenantScope scope, string customer, CancellationToken cancellation);

    /// <summary>All invoices that the provider has of a customer, in full.</summary>
    IAsyncEnumerable<ProviderInvoice> InvoicesAsync(TenantScope scope, string customer, CancellationToken cancellation);

    /// <summary>All customers that the provider has.</summary>
    IAsyncEnumerable<ProviderCustomer> CustomersAsync(CancellationToken cancellation);

    /// <summary>Reads a message of the provider and proves that it is one.</summary>
    /// <param name="body">As it came.</param>
    /// <param name="signature">The header <c>Stripe-Signature</c>.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Null when it is not genuine, too old, or there is no secret to prove it by.</returns>
    Task<ProviderNotice?> ReadNoticeAsync(string body, string signature, CancellationToken cancellation);

    /// <summary>Finds out what a message is about; null when it is nothing of ours.</summary>
    Task<NoticeSubject?> FindSubjectAsync(ProviderNotice notice, CancellationToken cancellation);
}

/// <summary>
/// A message of the provider: that something has happened to an object. What, is asked of the provider.
/// </summary>
/// <param name="Id">Of the message.</param>
/// <param name="Type">Such as <c>invoice.paid</c>.</param>
/// <param name="ObjectKind">Such as <c>invoice</c>.</param>
/// <param name="ObjectId">The provider's id of the object.</param>
public sealed record ProviderNotice(string Id, string Type, string ObjectKind, string ObjectId);

/// <summary>What a message is about.</summary>
/// <param name="Organization">Ours.</param>
/// <param name="Invoice">Our id; null when it is about the customer.</param>
public sealed record NoticeSubject(string Organization, string? Invoice);

/// <summary>A customer at the provider.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="Organization">Ours; null when it is not one of ours.</param>
public sealed record ProviderCustomer(string Id, string? Organization);

/// <summary>What the provider is to collect.</summary>
/// <param name="Customer">The provider's id of the customer.</param>
/// <param name="Row">The invoice's row; its generation of keys has been recorded.</param>
/// <param name="Description">One line for the customer.</param>
/// <param name="Items">In minor units; they add up to what is asked for.</param>
public sealed record ChargeOrder(
    string Customer,
    InvoicePayment Row,
    string Description,
    IReadOnlyList<ChargeItem> Items
);

/// <summary>An item of an invoice at the provider.</summary>
/// <param name="Name">Tells it from the invoice's others; the same whenever it is put together.</param>
/// <param name="Description">For the customer.</param>
/// <param name="Amount">Minor units.</param>
public sealed record ChargeItem(string Name, string Description, long Amount);

/// <summary>A customer is to enter a payment method.</summary>
/// <param name="Customer">The provider's id of it.</param>
/// <param name="Key">Tells this request from others.</param>
/// <param name="ReturnUrl">Where the customer goes afterwards.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
public sealed record SetupOrder(string Customer, string Key, Uri ReturnUrl, string Currency);
