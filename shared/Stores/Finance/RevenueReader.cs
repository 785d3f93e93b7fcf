using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Statements;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Finance;

/// <summary>
/// Adds up the revenue of all organisations. Only for staff. Reads one invoice at a time, so that its memory does not
/// depend on how many there are.
/// </summary>
public sealed class RevenueReader(IOrganizationStore organizations, IInvoiceStore invoices, ICreditNoteStore notes)
{
    private const int PageSize = 100;

    /// <summary>
    /// The revenue of the months from <paramref name="first"/> up to, but without, <paramref name="end"/>.
    /// </summary>
    /// <exception cref="BillingContradictionException">The figures do not add up to the invoices.</exception>
    public async Task<RevenueReport> ReadAsync(BillingMonth first, BillingMonth end, CancellationToken cancellation)
    {
        var report = new RevenueReport();
        await foreach (var organization in organizations.AllAsync(cancellation))
        {
            var scope = SystemScope.For(organization);
            foreach (var month in BillingMonth.Range(first, end))
                if (await invoices.FindAsync(scope, Invoice.IdOf(organization, month), cancellation) is { } stored)
                    report.Add(stored.Invoice);
            await AddNotesAsync(report, scope, first, end, cancellation);
        }
        report.Check();
        return report;
    }

    private async Task AddNotesAsync(
        RevenueReport report,
        TenantScope scope,
        BillingMonth first,
        BillingMonth end,
        CancellationToken cancellation
    )
    {
        string? next = null;
        do
        {
            var page = await notes.ListAsync(scope, new(PageSize, next), cancellation);
            foreach (var note in page.Items)
                if (BillingMonth.Of(note.IssuedAt) is var issued && first <= issued && issued < end)
                    report.Add(note, Invoice.MonthOf(note.Invoice));
            next = page.Next;
        } while (next is not null);
    }
}
