using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Bench.Support;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Signing;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ids;
using Mothership.Local.EmbeddedKafka;
using Mothership.Local.Host;

namespace Mothership.Bench.Cases;

/// <summary>
/// Messages per second of a region's real app, trigger included, on a topic where one of twenty messages is for it and
/// is carried out; against a raw consumer that only counts the same messages.
/// </summary>
internal sealed class RegionFilter : IBenchmark
{
    private const int Messages = 200_000;
    private const int ForMe = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly RegionId Other = RegionId.Of("gcp", "europe-west1");
    private int _group;

    public string Name => "region.filter";

    public string? Goal => ">= 0.9 x a raw consumer";

    public bool IsMet(Figure figure) => figure.Ratio >= 0.9;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        using var broker = EmbeddedBroker.Start();
        using var secrets = new BenchSecrets();
        foreach (var topic in new[] { Topics.Commands, Topics.Reports, Topics.Regions, Topics.DeadLetters })
            broker.CreateTopic(topic);
        Fill(broker.BootstrapServers, secrets);
        Count(broker.BootstrapServers);
        await RegionAsync(broker.BootstrapServers, secrets);
        var runs = await Runs.AlternateAsync(
            5,
            () => RegionAsync(broker.BootstrapServers, secrets),
            () => Task.FromResult(Count(broker.BootstrapServers))
        );
        return [Figure.Of(Name, "1/s", runs, "raw Confluent.Kafka consumer that counts")];
    }

    private async Task<double> RegionAsync(string servers, BenchSecrets secrets)
    {
        var folder = Directory.CreateTempSubdirectory("mothership-bench-").FullName;
        var instant = new InstantOperator();
        var options = new LocalCloudOptions
        {
            StateFolder = folder,
            ControlPlane = false,
            Regions = [BenchCloud.Region],
            Kafka = servers,
            Settings = new Dictionary<string, string?>
            {
                ["RegionOperator"] = instant.Name,
                ["SecretsFolder"] = secrets.Folder,
                // All of it is signed before the first run, and a busy machine takes its time.
                ["BusTolerance"] = "1.00:00:00",
                ["RegionConsumerGroup"] = $"region-{_group++}",
            },
            ConfigureRegion = (_, services) => services.AddSingleton<Regions.IClusterOperator>(instant),
        };
        await using (await LocalCloud.StartAsync(options))
            await AwaitAsync(instant);
        Directory.Delete(folder, recursive: true);
        return Messages / instant.Span.TotalSeconds;
    }

    private static async Task AwaitAsync(InstantOperator instant)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (instant.Applied < Messages / ForMe)
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"The region applied {instant.Applied} of {Messages / ForMe} commands.");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    private double Count(string servers)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = servers,
            GroupId = $"raw-{_group++}",
            AutoOffsetReset = AutoOffsetReset.Earliest,
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        consumer.Subscribe(Topics.Commands);
        if (consumer.Consume(Patience) is null)
            throw new TimeoutException("The raw consumer got nothing.");
        var started = TimeProvider.System.GetTimestamp();
        for (var seen = 1; seen < Messages; seen++)
            if (consumer.Consume(Patience) is null)
                throw new TimeoutException($"The raw consumer got {seen} messages of {Messages}.");
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        consumer.Close();
        return Messages / seconds;
    }

    private static void Fill(string servers, BenchSecrets secrets)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = servers,
            LingerMs = 5,
            QueueBufferingMaxMessages = Messages,
        };
        using var producer = new ProducerBuilder<byte[], byte[]?>(config).Build();
        for (var i = 0; i < Messages; i++)
            producer.Produce(Topics.Commands, Native(i, secrets));
        producer.Flush(Patience);
    }

    private static Message<byte[], byte[]?> Native(int number, BenchSecrets secrets)
    {
        var region = number % ForMe == 0 ? BenchCloud.Region : Other;
        var command = new ClusterCommand(
            new ClusterId($"lkc-bench{number}"),
            new OrganizationId("00000000-0000-4000-8000-000000000000"),
            Generation: 1,
            region,
            new ClusterConfig(ClusterKind.Basic, 1),
            MultiZone: false,
            Deleted: false,
            TimeProvider.System.GetUtcNow()
        )
        {
            Environment = new("env-bench"),
        };
        var key = region == BenchCloud.Region ? secrets.Key : secrets.OthersKey;
        var message = MessageSigner.Sign(ClusterCommandCodec.Encode(command), key, command.IssuedAt);
        var headers = new Headers();
        foreach (var (name, value) in message.Headers)
            headers.Add(name, System.Text.Encoding.UTF8.GetBytes(value));
        return new()
        {
            Key = System.Text.Encoding.UTF8.GetBytes(message.Key),
            Value = message.Value,
            Headers = headers,
        };
    }
}
