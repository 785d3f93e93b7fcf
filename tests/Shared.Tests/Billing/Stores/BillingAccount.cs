using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Local.Clock;
using Mothership.Stores.Billing;

namespace Mothership.Shared.Tests.Billing.Stores;

/// <summary>Billing's stores over a table account, with a clock that stands still.</summary>
public sealed class BillingAccount : IDisposable
{
    private readonly ServiceProvider _services;

    private BillingAccount(TableServiceClient service)
    {
        var services = new ServiceCollection();
        services.AddSingleton(service);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddBillingStores();
        _services = services.BuildServiceProvider();
    }

    public VirtualClock Clock { get; } = VirtualClock.Frozen(Given.Utc("2028-01-01T01:00:00"));

    public TenantScope Scope { get; } = SystemScope.For(Given.Organization);

    public IBillingEventStore Events => Get<IBillingEventStore>();

    public IBillingReader Reader => Get<IBillingReader>();

    public IMonthCloseStore Close => Get<IMonthCloseStore>();

    public IOpenMonths OpenMonths => Get<IOpenMonths>();

    public IInvoiceStore Invoices => Get<IInvoiceStore>();

    public MonthCloser Closer => Get<MonthCloser>();

    public RatingInputs Inputs => Get<RatingInputs>();

    public UsageEventReader UsageEvents => Get<UsageEventReader>();

    public static async Task<BillingAccount> OpenAsync(TableServiceClient service)
    {
        await service.EnsureBillingTablesAsync(default);
        return new(service);
    }

    public async Task AppendAsync(params PriceEvent[] events)
    {
        foreach (var billed in events)
            await Events.AppendAsync(SystemScope.For(billed.Organization), billed, default);
    }

    public Task<CloseOutcome> CloseAsync(string month) => Closer.CloseAsync(Scope, Given.Month(month), default);

    /// <summary>The canonical bytes of all invoices, in the order of their months.</summary>
    public async Task<List<string>> DocumentsAsync()
    {
        var page = await Invoices.ListAsync(Scope, new(100, null), default);
        var documents = new List<string>();
        foreach (var summary in page.Items)
        {
            var stored = (await Invoices.FindAsync(Scope, summary.Id, default)).ShouldNotBeNull();
            documents.Add(System.Text.Encoding.UTF8.GetString(InvoiceJson.Write(stored.Invoice)));
        }
        return documents;
    }

    public async Task<decimal> TotalAsync() =>
        (await Invoices.ListAsync(Scope, new(100, null), default)).Items.Sum(i => i.Total);

    public async Task<List<OrganizationId>> OpenInAsync(string month) =>
        [.. await OpenMonths.OrganizationsAsync(Given.Month(month), null, 100, default)];

    public void Dispose() => _services.Dispose();

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
