using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Payments.Collecting;

/// <summary>Issues credit notes: numbered without gaps, each once.</summary>
public sealed class CreditNoteIssuer(
    IPaymentStore payments,
    IInvoiceStore invoices,
    ICreditNoteStore notes,
    IPaymentAccountStore accounts,
    TimeProvider clock
)
{
    /// <summary>Issues one; repeating it with the same id gives the one that is there.</summary>
    /// <returns>Null when there is no such invoice.</returns>
    /// <exception cref="Domain.Errors.MothershipException">Invalid or Conflict.</exception>
    public Task<CreditNote?> IssueAsync(
        TenantScope scope,
        string id,
        string invoice,
        CreditNoteRequest request,
        CancellationToken cancellation
    ) =>
        Stale.RetryAsync(async () =>
        {
            if (await notes.FindAsync(scope, id, cancellation) is { } there)
                return there;
            if (await payments.FindAsync(scope, invoice, cancellation) is not { } row)
                return null;
            if (await invoices.FindAsync(scope, invoice, cancellation) is not { } stored)
                return null;
            // The notes after the row: one that came in between has changed the row, and this attempt fails.
            var account = await accounts.FindAsync(scope, cancellation);
            var earlier = await notes.OfInvoiceAsync(scope, invoice, cancellation);
            var number = (account?.Value.CreditNotes ?? 0) + 1;
            var now = clock.GetUtcNow();
            var decision = CreditNoteDecider.Issue(id, number, stored.Invoice, row.Value, earlier, request, now);
            await payments.IssueAsync(scope, decision, row.ETag, account, cancellation);
            return decision.Note;
        });
}
