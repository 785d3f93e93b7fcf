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
    IInvoiceDisputeStore disputes,
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
    ) => IssueAsync(scope, id, invoice, request, null, cancellation);

    /// <summary>Answers an objection with one, over its lines unless others are named: both or neither.</summary>
    /// <returns>Null when there is no such objection.</returns>
    /// <exception cref="Domain.Errors.MothershipException">Invalid, or Conflict: it was answered otherwise.</exception>
    public async Task<CreditNote?> AnswerAsync(
        TenantScope scope,
        string id,
        string dispute,
        CreditNoteRequest request,
        CancellationToken cancellation
    )
    {
        if (await disputes.FindAsync(scope, dispute, cancellation) is not { Value: var objection })
            return null;
        var lines = request.Lines ?? [.. objection.Lines.Select(line => new CreditLineRequest(line, null))];
        return await IssueAsync(scope, id, objection.Invoice, request with { Lines = lines }, dispute, cancellation);
    }

    private Task<CreditNote?> IssueAsync(
        TenantScope scope,
        string id,
        string invoice,
        CreditNoteRequest request,
        string? dispute,
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
            // Made since it was looked for, by another try of the same request: nothing of it is left to take back.
            if (earlier.FirstOrDefault(note => note.Id == id) is { } made)
                return made;
            var number = (account?.Value.CreditNotes ?? 0) + 1;
            var now = clock.GetUtcNow();
            var decision = CreditNoteDecider.Issue(id, number, stored.Invoice, row.Value, earlier, request, now);
            var answered = await AnsweredAsync(scope, dispute, decision.Note, cancellation);
            await payments.IssueAsync(scope, decision, row.ETag, account, answered, cancellation);
            return decision.Note;
        });

    private async Task<Stored<InvoiceDispute>?> AnsweredAsync(
        TenantScope scope,
        string? dispute,
        CreditNote note,
        CancellationToken cancellation
    )
    {
        if (dispute is null || await disputes.FindAsync(scope, dispute, cancellation) is not { } stored)
            return null;
        var next = stored.Value.Resolve(ObjectionStatus.Accepted, note.Reason, note.Id, note.IssuedAt);
        return new(next ?? stored.Value, stored.ETag);
    }
}
