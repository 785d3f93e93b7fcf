using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Payments;

/// <summary>
/// The list of invoices that something has to be done about. An entry is written before the state that needs it, and
/// goes only after a look at a state that does not; so nothing is ever missing from it.
/// </summary>
internal sealed class UnsettledIndex(BillingTables tables)
{
    public Task WriteAsync(TenantScope scope, string invoice, CancellationToken cancellation)
    {
        var organization = scope.Organization.Value;
        var row = new TableEntity(organization[..2], $"{organization}|{invoice}");
        return tables.Unsettled.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public async IAsyncEnumerable<UnsettledInvoice> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in tables.Unsettled.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            var bar = row.RowKey.IndexOf('|', StringComparison.Ordinal);
            yield return new(new(row.RowKey[..bar]), row.RowKey[(bar + 1)..], row.ETag.ToString());
        }
    }

    public async Task DropAsync(TenantScope scope, UnsettledInvoice entry, CancellationToken cancellation)
    {
        var organization = scope.Organization.Value;
        try
        {
            await tables.Unsettled.DeleteEntityAsync(
                organization[..2],
                $"{organization}|{entry.Invoice}",
                new ETag(entry.Token),
                cancellation
            );
        }
        catch (RequestFailedException lost) when (LostRace.Is(lost))
        {
            // Written anew: there is something to do again.
        }
    }
}
