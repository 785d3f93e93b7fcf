using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using k8s;
using k8s.Models;
using Mothership.Bench.Support;
using Mothership.Bus;
using Mothership.Local.EmbeddedKafka;
using Mothership.Local.Host;
using Mothership.Strimzi.Objects;
using Mothership.Tests.Support.Kube;

namespace Mothership.Bench.Cases;

/// <summary>
/// From a status that Strimzi writes to the report of it on the bus, through the region's real app; against the same
/// write until a raw watch tells of it.
/// </summary>
internal sealed class RegionWatch : IBenchmark
{
    private const string Id = "lkc-watched";
    private const int Changes = 40;
    private const int Pairs = 5;
    private const double Goal100 = 100;
    private const string Secret = "kube-one";

    private static readonly (string Reason, string Told)[] Words =
    [
        ("TimeoutException", "take longer than usual"),
        ("FatalProblem", "does not start"),
        ("UnforceableProblem", "one after another"),
        ("KubernetesClientException", "is busy"),
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => "region.watch.latency";

    public string? Goal => "p50 <= 100 ms";

    public bool IsMet(Figure figure) => figure.Value <= Goal100;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var kube = await BenchKube.StartAsync(Name);
        if (kube is null)
            return [];
        await kube.Operator.ApplyAsync(BenchKube.Wish(Id), default);
        using var broker = EmbeddedBroker.Start();
        using var secrets = new BenchSecrets();
        PutKubeconfig(secrets, kube.Server);
        foreach (var topic in new[] { Topics.Commands, Topics.Reports, Topics.Regions, Topics.DeadLetters })
            broker.CreateTopic(topic);
        var folder = Directory.CreateTempSubdirectory("mothership-bench-").FullName;
        await using (await LocalCloud.StartAsync(Region(folder, broker.BootstrapServers, secrets)))
        using (var admin = kube.Server.Client())
        using (var reports = Reports(broker.BootstrapServers))
        {
            await ReportedAsync(admin, reports);
            var runs = await Runs.AlternateAsync(Pairs, () => ReportedAsync(admin, reports), () => WatchedAsync(admin));
            return [Figure.Of(Name, "ms", runs, "a raw watch")];
        }
    }

    private static LocalCloudOptions Region(string folder, string servers, BenchSecrets secrets) =>
        new()
        {
            StateFolder = folder,
            ControlPlane = false,
            Regions = [BenchCloud.Region],
            Kafka = servers,
            Settings = new Dictionary<string, string?>
            {
                ["RegionOperator"] = "strimzi",
                ["SecretsFolder"] = secrets.Folder,
                ["Kubernetes:one:KubeconfigSecret"] = Secret,
            },
        };

    private static void PutKubeconfig(BenchSecrets secrets, KubeServer server)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(Path.Combine(secrets.Folder, Secret), options);
        file.Write(server.Kubeconfig(KubeServer.Worker));
    }

    private static IConsumer<byte[], byte[]> Reports(string servers)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = servers,
            GroupId = "bench-reports",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            FetchWaitMaxMs = 5,
        };
        var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        consumer.Subscribe(Topics.Reports);
        return consumer;
    }

    private static async Task<double> ReportedAsync(IKubernetes admin, IConsumer<byte[], byte[]> reports)
    {
        var times = new List<double>();
        for (var i = 0; i < Changes; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await SayAsync(admin, i);
            while (reports.Consume(Patience) is var report)
            {
                if (report is null)
                    throw new TimeoutException($"Change {i} was not reported within {Patience}.");
                if (Encoding.UTF8.GetString(report.Message.Value).Contains(Words[i % Words.Length].Told))
                    break;
            }
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }
        return Statistics.Median(times);
    }

    private static async Task<double> WatchedAsync(IKubernetes admin)
    {
        using var ending = new CancellationTokenSource();
        var events = admin
            .CustomObjects.WatchListClusterCustomObjectAsync(
                KubeKind.Kafka.Group,
                KubeKind.Kafka.Version,
                KubeKind.Kafka.Plural,
                cancellationToken: ending.Token
            )
            .GetAsyncEnumerator(ending.Token);
        await events.MoveNextAsync();
        var times = new List<double>();
        for (var i = 0; i < Changes; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await SayAsync(admin, i);
            await events.MoveNextAsync();
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }
        await ending.CancelAsync();
        return Statistics.Median(times);
    }

    // Another word each time, so that each is news.
    private static Task SayAsync(IKubernetes admin, int turn)
    {
        var condition = new JsonObject
        {
            ["type"] = "NotReady",
            ["status"] = "True",
            ["reason"] = Words[turn % Words.Length].Reason,
        };
        var status = new JsonObject { ["status"] = new JsonObject { ["conditions"] = new JsonArray(condition) } };
        return admin.CustomObjects.PatchNamespacedCustomObjectStatusAsync<JsonObject>(
            new V1Patch(status.ToJsonString(), V1Patch.PatchType.MergePatch),
            KubeKind.Kafka.Group,
            KubeKind.Kafka.Version,
            BenchKube.Wish(Id).Environment,
            KubeKind.Kafka.Plural,
            Id
        );
    }
}
