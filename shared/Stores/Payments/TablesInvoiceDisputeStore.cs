using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Ids;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Payments;

/// <summary>Objections beside the invoices that they are about, and the list of those without an answer.</summary>
internal sealed class TablesInvoiceDisputeStore(BillingTables tables) : IInvoiceDisputeStore
{
    private const string Open = "open";

    private readonly TenantRows<InvoiceDispute> _rows = new(tables.Invoices, PaymentRows.Dispute);

    public async Task<Stored<InvoiceDispute>?> FindAsync(
        TenantScope scope,
        string id,
        CancellationToken cancellation
    ) =>
        id.StartsWith(PaymentRows.Dispute.Prefix, StringComparison.Ordinal)
            ? await _rows.FindAsync(scope, id, cancellation)
            : null;

    public Task<PageOf<InvoiceDispute>> ListAsync(
        TenantScope scope,
        PageRequest page,
        CancellationToken cancellation
    ) => _rows.ListAsync(scope, null, page, cancellation);

    public async Task<InvoiceDispute> CreateAsync(
        TenantScope scope,
        InvoiceDispute dispute,
        CancellationToken cancellation
    )
    {
        var row = PaymentRows.Dispute.ToRow(scope, dispute);
        await tables.OpenDisputes.UpsertEntityAsync(Entry(scope, dispute), TableUpdateMode.Replace, cancellation);
        try
        {
            await tables.Invoices.AddEntityAsync(row, cancellation);
            return dispute;
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            return (await FindAsync(scope, dispute.Id, cancellation))!.Value;
        }
    }

    public async Task UpdateAsync(
        TenantScope scope,
        InvoiceDispute dispute,
        string etag,
        CancellationToken cancellation
    )
    {
        await _rows.UpdateAsync(scope, dispute, etag, cancellation);
        if (dispute.Status == ObjectionStatus.Open)
            return;
        var entry = Entry(scope, dispute);
        await tables.OpenDisputes.RemoveAsync(entry.PartitionKey, entry.RowKey, cancellation);
    }

    public async IAsyncEnumerable<InvoiceDispute> OpenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in tables.OpenDisputes.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            var bar = row.RowKey.IndexOf('|', StringComparison.Ordinal);
            var scope = SystemScope.For(new OrganizationId(row.RowKey[..bar]));
            var found = await _rows.FindAsync(scope, row.RowKey[(bar + 1)..], cancellation);
            if (found?.Value is { Status: ObjectionStatus.Open } dispute)
                yield return dispute;
            else if (found is not null)
                // Answered with a credit note, in a transaction that could not reach this table.
                await tables.OpenDisputes.RemoveAsync(row.PartitionKey, row.RowKey, cancellation);
        }
    }

    private static TableEntity Entry(TenantScope scope, InvoiceDispute dispute) =>
        new(Open, $"{scope.Organization.Value}|{dispute.Id}");
}
