using Azure.Data.Tables;
using Mothership.Domain.Billing;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Payments;

/// <summary>Credit notes, with their hash beside them: what is read is what was written.</summary>
internal sealed class TablesCreditNoteStore(BillingTables tables) : ICreditNoteStore
{
    public async Task<CreditNote?> FindAsync(TenantScope scope, string id, CancellationToken cancellation)
    {
        if (!id.StartsWith(PaymentRows.CreditNote.Prefix, StringComparison.Ordinal))
            return null;
        var row = await tables.Invoices.FindAsync(scope.Organization.Value, id, cancellation);
        return row is null ? null : Read(scope, row);
    }

    public async Task<PageOf<CreditNote>> ListAsync(TenantScope scope, PageRequest page, CancellationToken cancellation)
    {
        var list = new RowList(scope.Organization.Value, PaymentRows.CreditNote.Prefix, null);
        var rows = await list.ReadAsync(tables.Invoices, page, cancellation);
        return new([.. rows.Items.Select(row => Read(scope, row))], rows.Next);
    }

    public async Task<IReadOnlyList<CreditNote>> OfInvoiceAsync(
        TenantScope scope,
        string invoice,
        CancellationToken cancellation
    )
    {
        var (key, from) = (scope.Organization.Value, PaymentRows.CreditNote.Prefix);
        var to = RowKeys.EndOf(from);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {key} and RowKey ge {from} and RowKey lt {to} and Invoice eq {invoice}"
        );
        var notes = new List<CreditNote>();
        await foreach (var row in tables.Invoices.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            notes.Add(Read(scope, row));
        return [.. notes.OrderBy(n => n.Number, StringComparer.Ordinal)];
    }

    private static CreditNote Read(TenantScope scope, TableEntity row)
    {
        var note = PaymentRows.CreditNote.FromRow(scope, row).Value;
        return note.Hash == row.GetString("Hash")
            ? note
            : throw new BillingContradictionException($"Credit note {note.Id} is not as it was written.");
    }
}
