using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Local.Tables;
using Mothership.Stores.Billing;
using Mothership.SystemTests.Flows.Support;
using Mothership.Tests.Support;
using Xunit.Abstractions;

namespace Mothership.SystemTests.Crash;

/// <summary>
/// The host is killed at random moments while it closes months of many organisations. What is stored in the end is,
/// byte for byte, what a run that nobody disturbed stores.
/// </summary>
public sealed class CloseKillTests(ITestOutputHelper output) : IDisposable
{
    private const int LongestDelay = 100;
    private const string Region = "aws/us-west-2";
    private static readonly BillingMonth[] Months = [new(2026, 1), new(2026, 2), new(2026, 3)];
    private readonly string _folder = Directory.CreateTempSubdirectory("close-kill-").FullName;
    private readonly string _undisturbed = Directory.CreateTempSubdirectory("close-whole-").FullName;

    private static int MostKills => Counts.Of(20, 200);

    // Enough that most kills come while there is something left to close.
    private static int Organizations => Counts.Of(1200, 12_000);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_undisturbed, recursive: true);
    }

    [Fact]
    public async Task Close_KilledAtRandomMoments_StoresWhatAnUndisturbedRunStores()
    {
        await WithAsync(_folder, FillAsync);
        File.Copy(Path.Combine(_folder, "tables.db"), Path.Combine(_undisturbed, "tables.db"));
        await WithAsync(_undisturbed, CloseAsync);
        var expected = await WithAsync(_undisturbed, RowsAsync);

        var seed = int.TryParse(Environment.GetEnvironmentVariable("MOTHERSHIP_SEED"), out var given)
            ? given
            : 20261122;
        var random = new Random(seed);
        var (kills, stored) = (0, 0);
        for (; kills < MostKills && stored < Organizations * Months.Length; kills++)
            stored = await RunAndKillAsync(stored, TimeSpan.FromMilliseconds(random.Next(LongestDelay)));
        output.WriteLine($"seed {seed}: {kills} kills, {stored} invoices before the last run");
        await FinishAsync();

        kills.ShouldBeGreaterThan(5, "the kills have hardly disturbed anything");
        (await WithAsync(_folder, RowsAsync)).ShouldBe(expected);
    }

    /// <summary>Lets it store at least one more invoice, and go on for a moment.</summary>
    private async Task<int> RunAndKillAsync(int stored, TimeSpan delay)
    {
        using var host = await HostProcess.StartAsync(_folder, Region);
        await Eventually.HoldsAsync(
            async () => await WithAsync(_folder, InvoicesAsync) > stored,
            async () => $"no invoice after the {stored} there were\n{await StateAsync(host)}"
        );
        await Task.Delay(delay);
        await host.KillAsync();
        return await WithAsync(_folder, InvoicesAsync);
    }

    private async Task FinishAsync()
    {
        using var host = await HostProcess.StartAsync(_folder, Region);
        await Eventually.HoldsAsync(
            async () => (await WithAsync(_folder, OpenAsync)).Count == 0,
            () => StateAsync(host)
        );
        await host.KillAsync();
    }

    /// <summary>The organisations that have a month open. The list of open months may name closed ones.</summary>
    private static async Task<List<string>> OpenAsync(IServiceProvider services)
    {
        var reader = services.GetRequiredService<IBillingReader>();
        var open = new List<string>();
        foreach (var scope in Enumerable.Range(0, Organizations).Select(n => SystemScope.For(Owner(n))))
            if ((await reader.ReadLedgerAsync(scope, default)).ClosedThrough is var closed && closed != Months[^1])
                open.Add($"{scope.Organization} is closed through {closed}");
        return open;
    }

    private async Task<string> StateAsync(HostProcess host) =>
        $"{string.Join('\n', (await WithAsync(_folder, OpenAsync)).Take(10))}\n{host.Output}";

    private static async Task<int> FillAsync(IServiceProvider services)
    {
        await services.GetRequiredService<TableServiceClient>().EnsureBillingTablesAsync(default);
        var events = services.GetRequiredService<IBillingEventStore>();
        foreach (var number in Enumerable.Range(0, Organizations))
            await events.AppendManyAsync(SystemScope.For(Owner(number)), EventsOf(number), default);
        return Organizations;
    }

    private static async Task<int> CloseAsync(IServiceProvider services)
    {
        var closer = services.GetRequiredService<MonthCloser>();
        foreach (var number in Enumerable.Range(0, Organizations))
            await closer.CloseAsync(SystemScope.For(Owner(number)), Months[^1], default);
        return Organizations;
    }

    /// <summary>Everything that a close leaves behind, but for what the tables themselves add to rows.</summary>
    private static async Task<List<string>> RowsAsync(IServiceProvider services)
    {
        var service = services.GetRequiredService<TableServiceClient>();
        var rows = new List<string>();
        foreach (var table in new[] { "Invoices", "BillingEvents" })
        await foreach (var row in service.GetTableClient(table).QueryAsync<TableEntity>())
            if (row.RowKey != "!gate")
                rows.Add($"{table} {row.PartitionKey} {row.RowKey} {string.Join(' ', row.Select(Shown).Order())}");
        return rows;
    }

    private static string Shown(KeyValuePair<string, object> column) =>
        column.Key is "Timestamp" or "odata.etag" ? ""
        : column.Value is byte[] bytes ? $"{column.Key}={Convert.ToBase64String(bytes)}"
        : $"{column.Key}={column.Value}";

    private static async Task<int> InvoicesAsync(IServiceProvider services)
    {
        var invoices = services.GetRequiredService<TableServiceClient>().GetTableClient("Invoices");
        var filter = TableClient.CreateQueryFilter($"RowKey ge {"inv-"} and RowKey lt {"inv."}");
        return await invoices.QueryAsync<TableEntity>(filter, null, ["RowKey"]).CountAsync();
    }

    private static async Task<T> WithAsync<T>(string folder, Func<IServiceProvider, Task<T>> act)
    {
        var connection = $"Sqlite={Path.Combine(folder, "tables.db")}";
        var services = new ServiceCollection();
        services.AddSingleton(new TableServiceClient(connection));
        services.AddBillingStores();
        try
        {
            await using var provider = services.BuildServiceProvider();
            return await act(provider);
        }
        finally
        {
            LocalTables.Close(connection);
        }
    }

    private static OrganizationId Owner(int number) => new($"{number:x8}-0000-4000-8000-000000000000");

    private static List<BillingEvent> EventsOf(int number)
    {
        var resource = new BilledResource(
            new($"lkc-{number:x6}"),
            $"cluster {number}",
            new EnvironmentId("env-1"),
            RegionId.Of("aws", "us-west-2")
        );
        var created = new PriceEvent
        {
            EventId = $"{resource.Id}-1-created",
            Organization = Owner(number),
            EffectiveAt = Months[0].Start.AddHours(number % 700).AddTicks(number),
            Currency = "USD",
            Actor = "u-1",
            Resource = resource,
            Meter = Meter.ClusterSeconds,
            PriceBookVersion = "book-1",
            Kind = PriceEventKind.Created,
            Plan = "Dedicated",
            Units = 1,
            PricePerSecond = 0.000208333333m + (number * 0.000000000001m),
            Generation = 1,
        };
        return
        [
            created,
            created with
            {
                EventId = $"{resource.Id}-2-deleted",
                EffectiveAt = Months[^1].Start.AddHours(number % 500).AddTicks(7),
                Kind = PriceEventKind.Deleted,
                PricePerSecond = 0m,
                PriceBookVersion = "",
                Generation = 2,
            },
        ];
    }
}
