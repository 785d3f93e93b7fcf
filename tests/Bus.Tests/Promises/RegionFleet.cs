using System.Text;
using Bus.Tests.Signing;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Bus.Planning;
using Mothership.Bus.Signing;
using Mothership.Local.EmbeddedKafka;
using Mothership.Local.Host;
using Mothership.Regions;

namespace Bus.Tests.Promises;

/// <summary>
/// Any number of workers of one region: the real app with the real trigger, on a real client and a broker.
/// </summary>
internal sealed class RegionFleet : IAsyncDisposable
{
    private static readonly BusKey Key = TestVault.KeyOf(GatedRegion.Here, 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("bus-tests-").FullName;
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly IProducer<byte[], byte[]?> _producer;
    private readonly List<LocalCloud> _workers = [];
    private int _started;

    public RegionFleet()
    {
        foreach (var topic in TopicPlan.All)
            _broker.CreateTopic(topic.Name, topic.Partitions);
        WriteKey();
        var config = new ProducerConfig { BootstrapServers = _broker.BootstrapServers, LingerMs = 5 };
        _producer = new ProducerBuilder<byte[], byte[]?>(config).SetLogHandler(static (_, _) => { }).Build();
    }

    public SharedOperator Operator { get; } = new();

    /// <summary>What the workers have logged.</summary>
    public StringWriter Log { get; } = new();

    public int Workers => _workers.Count;

    public async Task JoinAsync()
    {
        var worker = await LocalCloud.StartAsync(
            new()
            {
                StateFolder = Path.Combine(_folder, $"worker-{_started++}"),
                ControlPlane = false,
                Regions = [GatedRegion.Here],
                Kafka = _broker.BootstrapServers,
                Settings = new Dictionary<string, string?>
                {
                    ["RegionOperator"] = Operator.Name,
                    ["SecretsFolder"] = Path.Combine(_folder, "secrets"),
                    // Everything is signed by the machine's clock, however long the test takes.
                    ["BusTolerance"] = "1.00:00:00",
                },
                Log = TextWriter.Synchronized(Log),
                ConfigureRegion = (_, services) => services.AddSingleton<IClusterOperator>(Operator),
            }
        );
        _workers.Add(worker);
    }

    /// <summary>The worker that has been there longest leaves.</summary>
    public async Task LeaveAsync()
    {
        await _workers[0].DisposeAsync();
        _workers.RemoveAt(0);
    }

    /// <summary>A command for the region, as the mothership signs it now.</summary>
    public static BusMessage Signed(int number, Func<BusMessage, BusMessage>? before = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var command = ClusterCommandCodec.Encode(GatedRegion.Command($"lkc-{number}", 1, now));
        return MessageSigner.Sign(before is null ? command : before(command), Key, now);
    }

    public void Send(BusMessage message)
    {
        var headers = new Headers();
        foreach (var (name, value) in message.Headers)
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        var native = new Message<byte[], byte[]?>
        {
            Key = Encoding.UTF8.GetBytes(message.Key),
            Value = message.Value,
            Headers = headers,
        };
        while (true)
            try
            {
                _producer.Produce(message.Topic, native);
                return;
            }
            catch (ProduceException<byte[], byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(TimeSpan.FromMilliseconds(50));
            }
    }

    public void Flush() => _producer.Flush(TimeSpan.FromSeconds(60));

    public Task UntilAsync(Func<bool> condition) =>
        Eventually.TrueAsync(
            condition,
            () => $"{Operator.Clusters} clusters, {Operator.Looks} commands, {Workers} workers; {Log}"
        );

    /// <summary>The reasons of all dead letters, once there are so many.</summary>
    public List<string> DeadLetters(int count)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = _broker.BootstrapServers,
            GroupId = "reader",
            AutoOffsetReset = AutoOffsetReset.Earliest,
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler(static (_, _) => { }).Build();
        consumer.Subscribe(Topics.DeadLetters);
        var reasons = new List<string>();
        while (
            consumer.Consume(TimeSpan.FromSeconds(reasons.Count < count ? 60 : 1)) is { IsPartitionEOF: false } letter
        )
            reasons.Add(ReasonOf(letter.Message.Headers));
        consumer.Close();
        return reasons;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
            await worker.DisposeAsync();
        _producer.Dispose();
        _broker.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string ReasonOf(Headers headers) =>
        Encoding.UTF8.GetString(headers.GetLastBytes(BusHeaders.DeadReason)).Split(':')[0];

    private void WriteKey()
    {
        var secrets = Path.Combine(_folder, "secrets");
        Directory.CreateDirectory(secrets);
        var file = Path.Combine(secrets, BusKey.NameOf(GatedRegion.Here, 1));
        File.WriteAllText(file, TestVault.TextOf(GatedRegion.Here, 1));
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(secrets, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
