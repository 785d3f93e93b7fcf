using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Payments.Collecting;

/// <summary>Sees to it that the provider has an invoice, final and with all its credit notes.</summary>
public sealed class InvoicePresenter(
    IPaymentStore payments,
    IInvoiceStore invoices,
    ICreditNoteStore notes,
    PaymentAccounts accounts,
    IPaymentProvider provider,
    TimeProvider clock
)
{
    /// <summary>Presents one that is not at rest.</summary>
    /// <returns>Its row after that.</returns>
    /// <exception cref="PaymentProviderException">It failed.</exception>
    public async Task<Stored<InvoicePayment>> PresentAsync(
        TenantScope scope,
        Stored<InvoicePayment> stored,
        CancellationToken cancellation
    )
    {
        if (stored.Value.KeyGeneration == 0)
            stored = await SaveAsync(scope, stored, Begin(stored.Value), cancellation);
        if (stored.Value.Status == InvoiceStatus.Credited)
            return await CreditAsync(scope, stored, cancellation);
        if (stored.Value.Status == InvoiceStatus.Charging)
            stored = await CreateAsync(scope, stored, cancellation);
        foreach (var id in stored.Value.PendingNotes)
            if (await notes.FindAsync(scope, id, cancellation) is { } note)
                await provider.EnsureCreditNoteAsync(scope, stored.Value, note, cancellation);
        return stored;
    }

    private PaymentDecision Begin(InvoicePayment row) =>
        row.Status == InvoiceStatus.NotCharged
            ? PaymentDecider.BeginCharging(row, clock.GetUtcNow())
            : PaymentDecider.NextKeys(row, clock.GetUtcNow());

    private async Task<Stored<InvoicePayment>> CreditAsync(
        TenantScope scope,
        Stored<InvoicePayment> stored,
        CancellationToken cancellation
    )
    {
        var account = await accounts.EnsureAsync(scope, cancellation);
        var id = await provider.EnsureBalanceCreditAsync(scope, account.Customer!, stored.Value, cancellation);
        var decision = PaymentDecider.BalanceCredited(stored.Value, id, clock.GetUtcNow());
        return await SaveAsync(scope, stored, decision, cancellation);
    }

    private async Task<Stored<InvoicePayment>> CreateAsync(
        TenantScope scope,
        Stored<InvoicePayment> stored,
        CancellationToken cancellation
    )
    {
        var account = await accounts.EnsureAsync(scope, cancellation);
        var invoice = (await invoices.FindAsync(scope, stored.Value.Invoice, cancellation))!.Invoice;
        var order = ChargeItems.Of(account.Customer!, invoice, stored.Value);
        var seen = await provider.EnsureInvoiceAsync(scope, order, cancellation);
        if (PaymentDecider.Observe(stored.Value, seen, clock.GetUtcNow()) is { } decision)
            stored = await SaveAsync(scope, stored, decision, cancellation);
        if (stored.Value.Problem is null)
            await provider.FinalizeAsync(scope, stored.Value, cancellation);
        return stored;
    }

    private Task<Stored<InvoicePayment>> SaveAsync(
        TenantScope scope,
        Stored<InvoicePayment> stored,
        PaymentDecision decision,
        CancellationToken cancellation
    ) => payments.SaveAsync(scope, decision, stored.ETag, cancellation);
}
