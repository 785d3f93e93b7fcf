using Mothership.Domain.Errors;
using Mothership.Domain.Ids;
using Mothership.Domain.Ledger;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;

namespace Mothership.Payments.Collecting;

/// <summary>
/// What staff do on an organisation's behalf. Only for callers that have proven to be staff: it makes scopes from ids.
/// </summary>
public sealed class StaffBilling(
    IOrganizationStore organizations,
    IInvoiceDisputeStore disputes,
    ILedgerReader ledger,
    CreditNoteIssuer issuer,
    InvoiceCollector collector,
    TimeProvider clock
)
{
    /// <summary>Issues a credit note, and tells the provider if it answers; otherwise it is told later.</summary>
    /// <returns>Null when there is no such organisation or invoice.</returns>
    public async Task<CreditNote?> CreditAsync(
        OrganizationId organization,
        string id,
        string invoice,
        CreditNoteRequest request,
        CancellationToken cancellation
    )
    {
        if (await ScopeAsync(organization, cancellation) is not { } scope)
            return null;
        if (await issuer.IssueAsync(scope, id, invoice, request, cancellation) is not { } note)
            return null;
        await TellAsync(scope, invoice, cancellation);
        return note;
    }

    /// <summary>Gives up what is owed on an invoice.</summary>
    /// <returns>Null when there is no such organisation or invoice.</returns>
    /// <exception cref="MothershipException">Conflict: nothing is owed.</exception>
    public async Task<InvoicePayment?> WriteOffAsync(
        OrganizationId organization,
        string invoice,
        CancellationToken cancellation
    )
    {
        if (await ScopeAsync(organization, cancellation) is not { } scope)
            return null;
        if (await collector.GiveUpAsync(scope, invoice, cancellation) is not { } row)
            return null;
        return row.Status == InvoiceStatus.WrittenOff
            ? row
            : throw new MothershipException(
                ErrorKind.Conflict,
                "nothing_owed",
                $"Nothing of invoice {invoice} can be given up: it is {row.Status}."
            );
    }

    /// <summary>Answers an objection with a reason.</summary>
    /// <returns>Null when there is no such organisation or objection.</returns>
    /// <exception cref="MothershipException">Conflict: it was answered otherwise.</exception>
    public async Task<InvoiceDispute?> RejectAsync(
        OrganizationId organization,
        string id,
        string answer,
        CancellationToken cancellation
    )
    {
        if (await ScopeAsync(organization, cancellation) is not { } scope)
            return null;
        return await Stale.RetryAsync(async () =>
        {
            if (await disputes.FindAsync(scope, id, cancellation) is not { } stored)
                return null;
            if (stored.Value.Resolve(ObjectionStatus.Rejected, answer, null, clock.GetUtcNow()) is not { } next)
                return stored.Value;
            await disputes.UpdateAsync(scope, next, stored.ETag, cancellation);
            return next;
        });
    }

    /// <summary>Answers an objection with a credit note, over its lines unless others are named.</summary>
    /// <returns>Null when there is no such organisation or objection.</returns>
    /// <exception cref="MothershipException">Invalid, or Conflict: it was answered otherwise.</exception>
    public async Task<InvoiceDispute?> AcceptAsync(
        OrganizationId organization,
        string id,
        CreditNoteRequest request,
        CancellationToken cancellation
    )
    {
        if (await ScopeAsync(organization, cancellation) is not { } scope)
            return null;
        if (await issuer.AnswerAsync(scope, NoteOf(id), id, request, cancellation) is not { } note)
            return null;
        await TellAsync(scope, note.Invoice, cancellation);
        return (await disputes.FindAsync(scope, id, cancellation))?.Value;
    }

    /// <summary>What the accounts of an organisation stand at; of all together when none is named.</summary>
    /// <returns>Null when there is no such organisation.</returns>
    public async Task<Balances?> BalancesAsync(OrganizationId? organization, CancellationToken cancellation)
    {
        var balances = new Balances();
        if (organization is { } one)
        {
            if (await ScopeAsync(one, cancellation) is not { } scope)
                return null;
            await AddAsync(balances, scope, cancellation);
            return balances;
        }
        await foreach (var id in organizations.AllAsync(cancellation))
            await AddAsync(balances, SystemScope.For(id), cancellation);
        return balances;
    }

    private async Task AddAsync(Balances balances, TenantScope scope, CancellationToken cancellation)
    {
        await foreach (var transaction in ledger.ReadAsync(scope, cancellation))
            balances.Add(transaction);
    }

    // The list of what has to be done has it, should the provider not answer now.
    private async Task TellAsync(TenantScope scope, string invoice, CancellationToken cancellation)
    {
        try
        {
            await collector.PresentNotesAsync(scope, invoice, cancellation);
        }
        catch (PaymentProviderException)
        {
            // Later.
        }
    }

    private async Task<TenantScope?> ScopeAsync(OrganizationId organization, CancellationToken cancellation)
    {
        var scope = SystemScope.For(organization);
        return await organizations.FindAsync(scope, cancellation) is null ? null : scope;
    }

    // Derived, so that whoever repeats the answer gets the same credit note.
    private static string NoteOf(string dispute) => $"cn-{dispute[(dispute.IndexOf('-') + 1)..]}";
}
