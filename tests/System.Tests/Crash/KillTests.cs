using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Billing;
using Mothership.Domain.Ids;
using Mothership.Domain.Ports;
using Mothership.Domain.Tenancy;
using Mothership.Stores;
using Mothership.Stores.Billing;
using Mothership.SystemTests.Flows.Support;
using Mothership.Tests.Support;
using Newtonsoft.Json.Linq;
using Xunit.Abstractions;

namespace Mothership.SystemTests.Crash;

/// <summary>
/// The host is killed at random moments while customers are at work; nothing they were promised is lost or done twice.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Kills = Counts.Of(20, 500);
    private const int MostAnswers = 30;
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(5);
    private const string Regions = "aws/us-west-2,gcp/europe-west1";
    private readonly string _folder = Directory.CreateTempSubdirectory("kill-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Host_KilledAtRandomMoments_EndsEveryOperationOnceBillsEveryClusterOnceAndKeepsNoRoom()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MOTHERSHIP_SEED"), out var given)
            ? given
            : 20260315;
        output.WriteLine($"seed {seed} (set MOTHERSHIP_SEED for another)");
        var random = new Random(seed);
        Customer? customer = null;
        for (var kill = 0; kill < Kills; kill++)
            customer = await RunAndKillAsync(customer, random, kill);

        using var host = await HostProcess.StartAsync(_folder, Regions);
        using var after = customer!.At(host.Address);
        await Eventually.HoldsAsync(
            async () => (await after.OperationsAsync()).All(Customer.IsFinal),
            async () =>
                $"{string.Join('\n', (await after.OperationsAsync()).Where(o => !Customer.IsFinal(o)))}\n{host.Output}"
        );
        await NothingIsOrphanedAsync(host, after);
        var operations = await after.OperationsAsync();
        var clusters = await after.ClustersAsync();
        await host.KillAsync();
        await BilledOnceAsync(after, operations, clusters);
        var tables = Path.Combine(_folder, "tables.db");
        var (held, settled) = await KeptPlaces.ShouldMatchAsync(tables, new OrganizationId(after.Organization));
        output.WriteLine($"{held} places reserved, after {settled} that the sweep had to settle");
    }

    private async Task<Customer> RunAndKillAsync(Customer? customer, Random random, int kill)
    {
        using var host = await HostProcess.StartAsync(_folder, Regions);
        var now = customer?.At(host.Address) ?? await Customer.NewAsync(host.Address, host.HostKey);
        using var stop = new CancellationTokenSource();
        var (answers, later) = (random.Next(1, MostAnswers), TimeSpan.FromMilliseconds(random.Next(0, 60)));
        var workload = new Workload(now, random.Next(), answers);
        var working = workload.RunAsync(stop.Token);
        await Task.WhenAny(workload.Enough, working, Task.Delay(LongestRun));
        await Task.Delay(later);
        await host.KillAsync();
        await stop.CancelAsync();
        await working;
        output.WriteLine($"kill {kill + 1}: {later.TotalMilliseconds} ms after {answers} answers");
        return now;
    }

    private static Task NothingIsOrphanedAsync(HostProcess host, Customer customer)
    {
        return Eventually.HoldsAsync(
            async () => (await host.BrokersAsync()).SetEquals(await WantedAsync()),
            async () =>
                $"brokers {string.Join(' ', await host.BrokersAsync())}; "
                + $"clusters {string.Join(' ', await WantedAsync())}\n{host.Output}"
        );

        async Task<HashSet<string>> WantedAsync() =>
            [.. (await customer.ClustersAsync()).Where(c => PhaseOf(c) == "PROVISIONED").Select(c => (string)c["id"]!)];
    }

    private async Task BilledOnceAsync(Customer customer, List<JObject> operations, List<JObject> clusters)
    {
        var events = await EventsAsync(new OrganizationId(customer.Organization));
        var created = operations.Where(o => IsSuccess(o, "CLUSTER_CREATE")).Select(ClusterOf).ToHashSet();
        var present = clusters.Select(c => (string)c["id"]!).ToHashSet();
        created.Count.ShouldBeGreaterThan(Kills, "the test has hardly done anything");
        output.WriteLine($"{operations.Count} operations, {created.Count} clusters created, {present.Count} present");
        foreach (var cluster in operations.Select(ClusterOf).Distinct())
        {
            var kinds = events.Where(e => e.Resource.Id.Value == cluster).Select(e => e.Kind).ToList();
            var state = $"{cluster}: {string.Join(' ', kinds)}";
            kinds.Count(k => k == PriceEventKind.Created).ShouldBe(created.Contains(cluster) ? 1 : 0, state);
            var isDeleted = created.Contains(cluster) && !present.Contains(cluster);
            kinds.Count(k => k == PriceEventKind.Deleted).ShouldBe(isDeleted ? 1 : 0, state);
            var resized = operations.Count(o => ClusterOf(o) == cluster && IsSuccess(o, "CLUSTER_UPDATE"));
            kinds.Count(k => k == PriceEventKind.Updated).ShouldBe(resized, state);
        }
    }

    private async Task<List<PriceEvent>> EventsAsync(OrganizationId organization)
    {
        var services = new ServiceCollection();
        services.AddStores($"Sqlite={Path.Combine(_folder, "tables.db")}");
        services.AddBillingStores();
        await using var provider = services.BuildServiceProvider();
        var now = BillingMonth.Of(TimeProvider.System.GetUtcNow());
        var reader = provider.GetRequiredService<IBillingReader>();
        var scope = SystemScope.For(organization);
        // The test may run over the end of a month.
        var events = (await reader.ReadMonthAsync(scope, now, default)).Events.Concat(await BeforeAsync());
        return [.. events.Cast<PriceEvent>()];

        async Task<IEnumerable<BillingEvent>> BeforeAsync() =>
            (await reader.ReadLedgerAsync(scope, default)).FirstMonth is { } first && first < now
                ? (await reader.ReadMonthAsync(scope, first, default)).Events
                : [];
    }

    private static bool IsSuccess(JObject operation, string type) =>
        (string?)operation.SelectToken("spec.type") == type && PhaseOf(operation) == "SUCCEEDED";

    private static string PhaseOf(JObject thing) => (string)thing.SelectToken("status.phase")!;

    private static string ClusterOf(JObject operation) => (string)operation.SelectToken("spec.cluster.id")!;
}
