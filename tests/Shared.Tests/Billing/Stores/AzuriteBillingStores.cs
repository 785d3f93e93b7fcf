using Azure.Data.Tables;

namespace Mothership.Shared.Tests.Billing.Stores;

/// <summary>
/// The suite over the real protocol. Its tests run one after another and each begins with empty tables.
/// </summary>
public sealed class AzuriteBillingStores(Azurite azurite)
    : BillingStoreCompliance,
        IClassFixture<Azurite>,
        IAsyncLifetime
{
    protected override TableServiceClient Service => new(azurite.ConnectionString);

    public async Task InitializeAsync()
    {
        string[] tables = ["BillingEvents", "BillingMonths", "Invoices", "UnsettledInvoices", "OpenInvoiceDisputes"];
        foreach (var table in tables)
            await Service.GetTableClient(table).DeleteAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
