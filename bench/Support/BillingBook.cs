using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Local.Clock;
using Mothership.Local.Tables;
using Mothership.Stores.Billing;

namespace Mothership.Bench.Support;

/// <summary>The event table and the invoices of many organisations, on SQLite in a file.</summary>
internal sealed class BillingBook : IAsyncDisposable
{
    private const int Parallelism = 4;
    private readonly ServiceProvider _services;
    private readonly string _connection;

    private BillingBook(string file)
    {
        _connection = $"Sqlite={file}";
        var services = new ServiceCollection();
        services.AddSingleton(new TableServiceClient(_connection));
        services.AddSingleton<TimeProvider>(VirtualClock.Frozen(new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        services.AddBillingStores();
        _services = services.BuildServiceProvider();
    }

    public static async Task<BillingBook> OpenAsync(string file)
    {
        var book = new BillingBook(file);
        await book._services.GetRequiredService<TableServiceClient>().EnsureBillingTablesAsync(default);
        return book;
    }

    /// <summary>Appends the events of a month of organisations 0 to <paramref name="organizations"/>.</summary>
    public async Task FillAsync(int organizations, BillingMonth month)
    {
        var events = _services.GetRequiredService<IBillingEventStore>();
        await EachAsync(
            organizations,
            async o =>
            {
                var scope = SystemScope.For(BilledEvents.Organization(o));
                await events.AppendManyAsync(scope, BilledEvents.Of(o, month), default);
            }
        );
    }

    /// <summary>
    /// Has a month closed before the first that is measured, as every organisation but a new one has.
    /// </summary>
    public async Task BeginAsync(int organizations, BillingMonth month)
    {
        var events = _services.GetRequiredService<IBillingEventStore>();
        await EachAsync(
            organizations,
            o =>
                events.AppendManyAsync(
                    SystemScope.For(BilledEvents.Organization(o)),
                    BilledEvents.Of(o, month)[..BilledEvents.EventsEach],
                    default
                )
        );
        await CloseAsync(month);
    }

    /// <summary>Closes the month of every organisation that has it open, as the orchestration does.</summary>
    /// <returns>How many it closed.</returns>
    public async Task<int> CloseAsync(BillingMonth month)
    {
        var open = _services.GetRequiredService<IOpenMonths>();
        var closer = _services.GetRequiredService<MonthCloser>();
        var options = new BillingOptions();
        var count = 0;
        Domain.Ids.OrganizationId? after = null;
        while (await open.OrganizationsAsync(month, after, options.ClosePageSize, default) is { Count: > 0 } page)
        {
            await EachAsync(
                page.Count,
                async i =>
                {
                    var outcome = await closer.CloseAsync(SystemScope.For(page[i]), month, default);
                    if (outcome.Result != CloseResult.Closed)
                        throw new InvalidOperationException($"{page[i]}: {outcome}");
                }
            );
            count += page.Count;
            after = page[^1];
        }
        return count;
    }

    /// <summary>The sum of the invoices of a month.</summary>
    public async Task<decimal> TotalAsync(int organizations, BillingMonth month)
    {
        var invoices = _services.GetRequiredService<IInvoiceStore>();
        var total = 0m;
        for (var o = 0; o < organizations; o++)
        {
            var owner = BilledEvents.Organization(o);
            var stored = await invoices.FindAsync(SystemScope.For(owner), Invoice.IdOf(owner, month), default);
            total += stored!.Invoice.Total;
        }
        return total;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        LocalTables.Close(_connection);
    }

    private static Task EachAsync(int count, Func<int, Task> act) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism },
            async (i, _) => await act(i)
        );
}
