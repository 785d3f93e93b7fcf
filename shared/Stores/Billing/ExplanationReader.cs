using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Statements;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>Explains bills from what is stored.</summary>
public sealed class ExplanationReader(
    IBillingReader reader,
    IInvoiceStore invoices,
    RatingInputs inputs,
    IPriceBook prices,
    TimeProvider clock
)
{
    /// <summary>Explains an invoice; null when it does not exist in this scope.</summary>
    /// <exception cref="BillingContradictionException">A line is not what its events come to.</exception>
    public async Task<Explanation?> OfInvoiceAsync(TenantScope scope, string id, CancellationToken cancellation)
    {
        if (await invoices.FindAsync(scope, id, cancellation) is not { } stored)
            return null;
        var ledger = await reader.ReadLedgerAsync(scope, cancellation);
        var input = await inputs.LoadAsync(scope, ledger, stored.Invoice.Month, cancellation);
        return Explainer.Of(stored, input, prices as PriceBook);
    }

    /// <summary>Explains the months that are not closed, in order, up to now; those that cost nothing are left
    /// out.</summary>
    /// <exception cref="BillingContradictionException">The figures contradict each other.</exception>
    public async Task<IReadOnlyList<Explanation>> OfOpenAsync(TenantScope scope, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var open = await inputs.OpenAsync(scope, now, cancellation);
        return
        [
            .. open.Where(m => m.Rated.Lines.Count > 0)
                .Select(m => Explainer.Of(m.Rated, m.Input, prices as PriceBook, now)),
        ];
    }
}
