using System.Runtime.CompilerServices;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ledger;
using Mothership.Domain.Ports;
using Mothership.Domain.Statements;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;

namespace Mothership.Stores.Finance;

/// <summary>An invoice that staff have found.</summary>
/// <param name="Stored">The invoice.</param>
/// <param name="DisplayName">Its organisation's name.</param>
public sealed record FoundInvoice(StoredInvoice Stored, string DisplayName);

/// <summary>
/// What finance clerks look up about customers. Only for callers that have proven to be staff: it makes scopes from
/// ids.
/// </summary>
public sealed class FinanceReader(
    IOrganizationStore organizations,
    IOpenMonths months,
    IInvoiceStore invoices,
    IPaymentStore payments,
    DocumentReader documents,
    ExplanationReader explanations,
    UsageEventReader events,
    TimeProvider clock
)
{
    private const int PageSize = 100;

    /// <summary>The invoices of a number: one, unless two organisations have ids that begin alike.</summary>
    /// <param name="number">Such as <c>35D70FA7-000001</c>.</param>
    /// <param name="organization">Only of this one; null for all.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<FoundInvoice>> FindAsync(
        string number,
        OrganizationId? organization,
        CancellationToken cancellation
    )
    {
        var found = new List<FoundInvoice>();
        var begin = number.Split('-')[0];
        await foreach (var id in organizations.AllAsync(cancellation))
            if (
                (organization ?? id) == id
                && id.Value.Split('-')[0].Equals(begin, StringComparison.OrdinalIgnoreCase)
                && await FindAsync(SystemScope.For(id), number, cancellation) is { } stored
            )
                found.Add(new(stored, await NameOfAsync(id, cancellation)));
        return found;
    }

    /// <summary>An invoice as a document.</summary>
    public Task<InvoicePaper> PaperOfAsync(StoredInvoice stored, CancellationToken cancellation) =>
        documents.OfAsync(SystemScope.For(stored.Invoice.Organization), stored, cancellation);

    /// <summary>How an invoice comes about.</summary>
    /// <exception cref="BillingContradictionException">A line is not what its events come to.</exception>
    public async Task<Explanation> ExplainAsync(StoredInvoice stored, CancellationToken cancellation) =>
        (
            await explanations.OfInvoiceAsync(
                SystemScope.For(stored.Invoice.Organization),
                stored.Invoice.Id,
                cancellation
            )
        )!;

    /// <summary>The events of an organisation; null when there is no such organisation.</summary>
    public async Task<IAsyncEnumerable<ListedEvent>?> EventsAsync(
        OrganizationId organization,
        EventQuery query,
        CancellationToken cancellation
    )
    {
        var scope = SystemScope.For(organization);
        return await organizations.FindAsync(scope, cancellation) is null
            ? null
            : events.ReadAsync(scope, query, cancellation);
    }

    /// <summary>The months that wait for a person.</summary>
    public async IAsyncEnumerable<ParkedRow> ParkedAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var parked in months.ParkedAsync(cancellation))
            yield return new(parked, await NameOfAsync(parked.Organization, cancellation));
    }

    /// <summary>The invoices of all organisations that something is owed on.</summary>
    public async IAsyncEnumerable<Receivable> ReceivablesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await foreach (var organization in organizations.AllAsync(cancellation))
        await foreach (var payment in payments.ListAsync(SystemScope.For(organization), cancellation))
        {
            if (payment.Due <= 0)
                continue;
            var month = Invoice.MonthOf(payment.Invoice);
            yield return new(
                organization,
                payment.Invoice,
                payment.Number,
                month,
                payment.Status,
                Math.Max(0, (now - month.End).Days),
                payment.Currency,
                MinorUnits.ToAmount(payment.Due, payment.Currency)
            );
        }
    }

    private async Task<StoredInvoice?> FindAsync(TenantScope scope, string number, CancellationToken cancellation)
    {
        string? next = null;
        do
        {
            var page = await invoices.ListAsync(scope, new(PageSize, next), cancellation);
            var same = page.Items.FirstOrDefault(i => i.Number.Equals(number, StringComparison.OrdinalIgnoreCase));
            if (same is not null)
                return await invoices.FindAsync(scope, same.Id, cancellation);
            next = page.Next;
        } while (next is not null);
        return null;
    }

    private async Task<string> NameOfAsync(OrganizationId organization, CancellationToken cancellation) =>
        (await organizations.FindAsync(SystemScope.For(organization), cancellation))?.Value.DisplayName ?? "";
}
