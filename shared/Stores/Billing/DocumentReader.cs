using Mothership.Domain.Billing;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Statements;
using Mothership.Domain.Tenancy;

namespace Mothership.Stores.Billing;

/// <summary>Gathers what documents say besides their figures.</summary>
public sealed class DocumentReader(
    IOrganizationStore organizations,
    IEnvironmentStore environments,
    ICreditNoteStore notes,
    Seller seller
)
{
    private const int PageSize = 100;

    /// <summary>An invoice as a document.</summary>
    public async Task<InvoicePaper> OfAsync(TenantScope scope, StoredInvoice stored, CancellationToken cancellation) =>
        new()
        {
            Stored = stored,
            Seller = seller,
            Buyer = await BuyerAsync(scope, cancellation),
            Environments = await EnvironmentsAsync(scope, cancellation),
            CreditNotes = await notes.OfInvoiceAsync(scope, stored.Invoice.Id, cancellation),
        };

    /// <summary>A credit note as a document.</summary>
    public async Task<CreditNotePaper> OfAsync(TenantScope scope, CreditNote note, CancellationToken cancellation) =>
        new(note, seller, await BuyerAsync(scope, cancellation));

    private async Task<Buyer> BuyerAsync(TenantScope scope, CancellationToken cancellation)
    {
        var found = await organizations.FindAsync(scope, cancellation);
        return new(found?.Value.DisplayName ?? "", scope.Organization.Value);
    }

    private async Task<Dictionary<string, string>> EnvironmentsAsync(TenantScope scope, CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var page = await environments.ListAsync(scope, new(PageSize, next), cancellation);
            foreach (var environment in page.Items)
                names[environment.Id.Value] = environment.DisplayName;
            next = page.Next;
        } while (next is not null);
        return names;
    }
}
