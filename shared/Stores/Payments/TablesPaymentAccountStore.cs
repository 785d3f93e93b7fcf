using Azure;
using Azure.Data.Tables;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores.Billing;
using Mothership.Stores.Rows;

namespace Mothership.Stores.Payments;

/// <summary>Customers' accounts, one row each beside their invoices.</summary>
internal sealed class TablesPaymentAccountStore(BillingTables tables) : IPaymentAccountStore
{
    public async Task<Stored<PaymentAccount>?> FindAsync(TenantScope scope, CancellationToken cancellation)
    {
        var row = await tables.Invoices.FindAsync(scope.Organization.Value, PaymentRows.AccountKey, cancellation);
        return row is null ? null : PaymentRows.Account.FromRow(scope, row);
    }

    public async Task<Stored<PaymentAccount>> SaveAsync(
        TenantScope scope,
        PaymentAccount account,
        string? etag,
        CancellationToken cancellation
    )
    {
        var row = PaymentRows.Account.ToRow(scope, account);
        try
        {
            var written = etag is null
                ? await tables.Invoices.AddEntityAsync(row, cancellation)
                : await tables.Invoices.UpdateEntityAsync(row, new ETag(etag), TableUpdateMode.Replace, cancellation);
            return new(account, written.NewETag());
        }
        catch (RequestFailedException lost) when (LostRace.Is(lost))
        {
            throw new StaleWriteException($"The payment account of {scope.Organization}", lost);
        }
    }
}
