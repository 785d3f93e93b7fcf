using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Clusters;
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
    private readonly TableServiceClient _service;

    private BillingAccount(TableServiceClient service)
    {
        _service = service;
        var services = new ServiceCollection();
        services.AddSingleton(service);
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IPriceBook>(Book);
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

    public ExplanationReader Explanations => Get<ExplanationReader>();

    /// <summary>The prices of these accounts, although most of their events have others.</summary>
    public static PriceBook Book { get; } =
        new([
            new(
                "book-of-tests",
                DateTimeOffset.UnixEpoch,
                "USD",
                new Dictionary<ClusterKind, decimal> { [ClusterKind.Dedicated] = 2.7m },
                new Dictionary<string, CloudMultipliers>
                {
                    ["aws"] = new(null, new Dictionary<string, decimal> { ["us-west-2"] = 1.125m }),
                }
            ),
        ]);

    public static async Task<BillingAccount> OpenAsync(TableServiceClient service)
    {
        await service.EnsureBillingTablesAsync(default);
        return new(service);
    }

    public async Task AppendAsync(params BillingEvent[] events)
    {
        foreach (var billed in events)
            await Events.AppendAsync(SystemScope.For(billed.Organization), billed, default);
    }

    public Task<CloseOutcome> CloseAsync(string month) => Closer.CloseAsync(Scope, Given.Month(month), default);

    /// <summary>
    /// Has a month without events spread over buckets, as writers who lost races would. It is on the list as it would
    /// be.
    /// </summary>
    public async Task SpreadAsync(string month, int buckets)
    {
        var gate = new TableEntity($"{Given.Organization}|{month}", "!gate")
        {
            ["Status"] = "Open",
            ["EventCount"] = 0,
            ["ParkedReason"] = "",
            ["Buckets"] = buckets,
        };
        await _service.GetTableClient("BillingEvents").AddEntityAsync(gate);
        var listed = new TableEntity(month, Given.Organization.Value) { ["ParkedReason"] = "" };
        await _service.GetTableClient("BillingMonths").UpsertEntityAsync(listed);
    }

    /// <summary>Has a month with events spread over more buckets.</summary>
    public async Task SpreadOnAsync(string month, int buckets)
    {
        var gate = new TableEntity($"{Given.Organization}|{month}", "!gate") { ["Buckets"] = buckets };
        await _service.GetTableClient("BillingEvents").UpdateEntityAsync(gate, Azure.ETag.All);
    }

    /// <summary>Has the events of bucket 0 in another one too, as two writers can bring them there.</summary>
    public async Task DoubleIntoAsync(string month, int bucket)
    {
        var table = _service.GetTableClient("BillingEvents");
        var (from, to) = ($"{Given.Organization}|{month}", $"{Given.Organization}|{month}|{bucket:D2}");
        var rows = await table
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {from}"))
            .ToListAsync();
        foreach (var row in rows)
        {
            row.PartitionKey = to;
            await table.AddEntityAsync(row);
        }
    }

    /// <summary>Over how many buckets a month is spread.</summary>
    public async Task<int> BucketsAsync(string month)
    {
        var table = _service.GetTableClient("BillingEvents");
        var gate = await table.GetEntityAsync<TableEntity>($"{Given.Organization}|{month}", "!gate");
        return gate.Value.GetInt32("Buckets") ?? 1;
    }

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
