using Kube.Tests.Operator;
using Mothership.Strimzi.Objects;
using Mothership.SystemTests.Api.Support;
using Mothership.SystemTests.Flows.Support;
using Newtonsoft.Json.Linq;
using Xunit.Abstractions;

namespace Kube.Tests.Flows;

/// <summary>
/// The worker of a region is killed at random moments while customers create, resize and delete. In the end there is
/// what is wanted, and nothing else.
/// </summary>
public sealed class WorkerKillTests(OwnKube kube, ITestOutputHelper output) : IClassFixture<OwnKube>, IDisposable
{
    private const int LongestRun = 1000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly KubeKind[] Written = [KubeKind.ConfigMap, KubeKind.KafkaNodePool, KubeKind.Kafka];
    private readonly SortedDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateTempSubdirectory("kube-worker-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [KubeFact]
    public async Task Worker_KilledAtRandomMoments_EndsWithWhatIsWanted()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MOTHERSHIP_SEED"), out var given)
            ? given
            : 20261124;
        output.WriteLine($"seed {seed} (set MOTHERSHIP_SEED for another)");
        var random = new Random(seed);
        await using var world = await KubeWorld.StartAsync(kube.Server, withRegion: false);
        using var customer = await FirstAsync(world);
        var working = Task.CompletedTask;
        for (var kill = 0; kill < Counts.Of(30, 300); kill++)
        {
            using var worker = await WorkerProcess.StartAsync(_folder, world);
            if (working.IsCompleted)
                working = WorkAsync(customer, random.Next());
            // Half of them whenever it is, half amid their work, however long they take to come to it.
            if (random.Next(2) == 0)
                await SomethingIsWrittenAsync(world, customer);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(LongestRun)), TimeProvider.System);
            await worker.KillAsync();
        }
        using var last = await WorkerProcess.StartAsync(_folder, world);
        await working;
        await Eventually.HoldsAsync(
            async () => (await customer.OperationsAsync()).All(Customer.IsFinal),
            async () => Told((await customer.OperationsAsync()).Where(o => !Customer.IsFinal(o)), last.Output)
        );
        var operations = await customer.OperationsAsync();
        output.WriteLine(
            $"{operations.Count} operations; {string.Join(", ", _answers.Select(a => $"{a.Value} x {a.Key}"))}"
        );
        operations.ShouldAllBe(o => PhaseOf(o) != "FAILED");
        await Eventually.HoldsAsync(
            async () => (await BuiltAsync(world)).SetEquals(await WantedAsync(customer)),
            async () => Told([.. await BuiltAsync(world), "wanted:", .. await WantedAsync(customer)], last.Output)
        );
        // Strimzi may have been at work on what was deleted: what it makes of that goes with the worker's next pass.
        await Eventually.HoldsAsync(
            async () => (await LeftOverAsync(world, await WantedAsync(customer))).Count == 0,
            async () => Told([.. await LeftOverAsync(world, await WantedAsync(customer)), "left over"], last.Output)
        );
    }

    // The region has to be known before a customer can want anything in it.
    private async Task<Customer> FirstAsync(KubeWorld world)
    {
        using var worker = await WorkerProcess.StartAsync(_folder, world);
        await world.HeardOfAsync();
        await worker.KillAsync();
        return await world.NewCustomerAsync();
    }

    private static async Task SomethingIsWrittenAsync(KubeWorld world, Customer customer)
    {
        if ((await customer.OperationsAsync()).All(Customer.IsFinal))
            return;
        var (began, before) = (TimeProvider.System.GetTimestamp(), await MarkAsync(world));
        while (TimeProvider.System.GetElapsedTime(began) < LongestWait && await MarkAsync(world) == before)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
    }

    private static async Task<string> MarkAsync(KubeWorld world)
    {
        var marks = new List<string>();
        foreach (var kind in Written)
            marks.AddRange(
                (await world.Kube.Admin.ListAsync(kind, null, KubeNames.Ours, default)).Items.Select(o =>
                    $"{o}@{o.ResourceVersion}"
                )
            );
        return string.Join(' ', marks);
    }

    private async Task WorkAsync(Customer customer, int seed)
    {
        var random = new Random(seed);
        var clusters = await customer.ClustersAsync();
        var open = (await customer.OperationsAsync()).Where(o => !Customer.IsFinal(o));
        var busy = open.Select(o => (string)o.SelectToken("spec.cluster.id")!).ToHashSet();
        var idle = clusters.Select(c => (string)c["id"]!).Where(id => !busy.Contains(id)).ToList();
        var choice = random.Next(4);
        if (clusters.Count < 6 && (choice < 2 || idle.Count == 0))
            Note(await customer.CreateAsync($"c-{random.Next()}"));
        else if (idle.Count == 0)
            return;
        else if (choice % 2 == 0)
            Note(await customer.ResizeAsync(idle[random.Next(idle.Count)], random.Next(1, 9)));
        else
            Note(await customer.DeleteAsync(idle[random.Next(idle.Count)]));
    }

    private void Note(Reply reply)
    {
        var answer = (int)reply.Status < 300 ? $"{reply.Status}" : $"{reply.Status} {reply["errors[0].code"]}";
        _answers[answer] = _answers.GetValueOrDefault(answer) + 1;
    }

    private static async Task<HashSet<string>> WantedAsync(Customer customer) =>
        [
            .. (await customer.ClustersAsync())
                .Where(c => PhaseOf(c) == "PROVISIONED")
                .Select(c => $"{c["id"]}:{c.SelectToken("status.cku")}"),
        ];

    private static async Task<HashSet<string>> BuiltAsync(KubeWorld world) =>
        [
            .. (await world.Kube.Operator.ListAsync(default))
                .Where(c => c.State == Mothership.Regions.OperatedState.Ready)
                .Select(c => $"{c.ClusterId}:{c.Config.Size}"),
        ];

    private static async Task<IReadOnlyList<KubeObject>> LeftOverAsync(KubeWorld world, HashSet<string> wanted)
    {
        var ids = wanted.Select(w => w.Split(':')[0]).ToHashSet();
        var left = new List<KubeObject>();
        foreach (var kind in KubeRegion.KindsOfClusters)
            left.AddRange(
                (await world.Kube.Admin.ListAsync(kind, null, null, default)).Items.Where(o =>
                    (o.Label(KubeNames.Cluster) ?? o.Label(KubeNames.StrimziCluster)) is { } id && !ids.Contains(id)
                )
            );
        return left;
    }

    private static string Told(IEnumerable<object> things, string output) => $"{string.Join('\n', things)}\n{output}";

    private static string PhaseOf(JObject thing) => (string)thing.SelectToken("status.phase")!;
}
