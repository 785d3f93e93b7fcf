using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Payments;

/// <summary>The payment provider is Stripe.</summary>
internal sealed class StripeProvider(
    StripeConnection connection,
    StripeReader reader,
    StripeCharges charges,
    StripeCustomers customers,
    StripeNotices notices
) : IPaymentProvider
{
    public async Task<bool> IsConfiguredAsync(CancellationToken cancellation) =>
        await connection.FindAsync(cancellation) is not null;

    public Task<string> EnsureCustomerAsync(
        TenantScope scope,
        PaymentAccount account,
        string name,
        CancellationToken cancellation
    )
    {
        EnsureOwner(scope, account.Organization.Value);
        return customers.EnsureAsync(account, name, cancellation);
    }

    public Task<ProviderInvoice> EnsureInvoiceAsync(
        TenantScope scope,
        ChargeOrder order,
        CancellationToken cancellation
    )
    {
        EnsureOwner(scope, order.Row.Organization.Value);
        return charges.EnsureInvoiceAsync(order, cancellation);
    }

    public async Task<ProviderInvoice?> FindInvoiceAsync(
        TenantScope scope,
        string providerId,
        CancellationToken cancellation
    )
    {
        if (await reader.FindAsync(providerId, cancellation) is not { } invoice)
            return null;
        var seen = await reader.ReadAsync(invoice, cancellation);
        EnsureOwner(scope, seen.Organization);
        return seen;
    }

    public Task FinalizeAsync(TenantScope scope, InvoicePayment row, CancellationToken cancellation)
    {
        EnsureOwner(scope, row.Organization.Value);
        return charges.FinalizeAsync(row, cancellation);
    }

    public Task PayAsync(TenantScope scope, InvoicePayment row, CancellationToken cancellation)
    {
        EnsureOwner(scope, row.Organization.Value);
        return charges.PayAsync(row, cancellation);
    }

    public Task GiveUpAsync(TenantScope scope, InvoicePayment row, CancellationToken cancellation)
    {
        EnsureOwner(scope, row.Organization.Value);
        return charges.GiveUpAsync(row, cancellation);
    }

    public Task EnsureCreditNoteAsync(
        TenantScope scope,
        InvoicePayment row,
        Domain.Payments.CreditNote note,
        CancellationToken cancellation
    )
    {
        EnsureOwner(scope, note.Organization.Value);
        return charges.EnsureCreditNoteAsync(row, note, cancellation);
    }

    public Task<string> EnsureBalanceCreditAsync(
        TenantScope scope,
        string customer,
        InvoicePayment row,
        CancellationToken cancellation
    )
    {
        EnsureOwner(scope, row.Organization.Value);
        return customers.EnsureCreditAsync(customer, row, cancellation);
    }

    public Task<Uri> BeginSetupAsync(TenantScope scope, SetupOrder order, CancellationToken cancellation) =>
        customers.BeginSetupAsync(scope.Organization.Value, order, cancellation);

    public Task<PaymentMethodSummary?> FindMethodAsync(
        TenantScope scope,
        string customer,
        CancellationToken cancellation
    ) => customers.FindMethodAsync(customer, cancellation);

    public Task<long> BalanceAsync(TenantScope scope, string customer, CancellationToken cancellation) =>
        customers.BalanceAsync(customer, cancellation);

    public IAsyncEnumerable<ProviderInvoice> InvoicesAsync(
        TenantScope scope,
        string customer,
        CancellationToken cancellation
    ) => reader.OfCustomerAsync(customer, cancellation);

    public IAsyncEnumerable<ProviderCustomer> CustomersAsync(CancellationToken cancellation) =>
        customers.AllAsync(cancellation);

    public Task<ProviderNotice?> ReadNoticeAsync(string body, string signature, CancellationToken cancellation) =>
        notices.ReadAsync(body, signature, cancellation);

    public Task<NoticeSubject?> FindSubjectAsync(ProviderNotice notice, CancellationToken cancellation) =>
        notices.FindSubjectAsync(notice, cancellation);

    private static void EnsureOwner(TenantScope scope, string organization)
    {
        if (scope.Organization.Value != organization)
            throw new InvalidOperationException($"It belongs to '{organization}', not to {scope.Organization}.");
    }
}
