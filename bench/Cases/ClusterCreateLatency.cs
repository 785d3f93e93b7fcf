using Confluent.Kafka;
using Mothership.Bench.Support;
using Mothership.Local.EmbeddedKafka;

namespace Mothership.Bench.Cases;

/// <summary>
/// From the request to a usable cluster, ten at a time, on the embedded operator; against what no implementation could
/// leave out: a message to the region, a broker's start, and a message back.
/// </summary>
internal sealed class ClusterCreateLatency : IBenchmark
{
    private const int AtATime = 10;
    private const int Rounds = 8;

    public string Name => "cluster.create.p50";

    public string? Goal => "<= 150 ms";

    public bool IsMet(Figure figure) => figure.Value <= 150;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var cloud = await BenchCloud.StartAsync();
        using var bus = EmbeddedBroker.Start();
        bus.CreateTopic("bare");
        using var path = new BarePath(bus.BootstrapServers);
        await MedianAsync(cloud, rounds: 2);
        path.Measure();
        var runs = await Runs.AlternateAsync(
            5,
            () => MedianAsync(cloud, Rounds),
            () => Task.FromResult(BareMedian(path))
        );
        return [Figure.Of(Name, "ms", runs, "message, broker start, message")];
    }

    private static async Task<double> MedianAsync(BenchCloud cloud, int rounds)
    {
        var times = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var created = await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => CreateAsync(cloud)));
            times.AddRange(created.Select(c => c.Milliseconds));
            await Task.WhenAll(created.Select(c => cloud.DeleteAsync(c.Id)));
        }
        return Statistics.Median(times);
    }

    private static async Task<(string Id, double Milliseconds)> CreateAsync(BenchCloud cloud)
    {
        var started = TimeProvider.System.GetTimestamp();
        var id = await cloud.CreateAsync("bench");
        await cloud.AwaitProvisionedAsync(id);
        return (id, TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
    }

    private static double BareMedian(BarePath path) =>
        Statistics.Median(Enumerable.Range(0, 20).Select(_ => path.Measure()).ToList());

    /// <summary>Two messages over a bus and a broker's start, one after the other.</summary>
    private sealed class BarePath : IDisposable
    {
        private readonly IProducer<Null, byte[]> _producer;
        private readonly IConsumer<Ignore, byte[]> _consumer;

        public BarePath(string servers)
        {
            var config = new ConsumerConfig
            {
                BootstrapServers = servers,
                GroupId = "bare",
                AutoOffsetReset = AutoOffsetReset.Earliest,
                FetchWaitMaxMs = 15,
            };
            _producer = new ProducerBuilder<Null, byte[]>(
                new ProducerConfig { BootstrapServers = servers, LingerMs = 0 }
            ).Build();
            _consumer = new ConsumerBuilder<Ignore, byte[]>(config).Build();
            Send();
            _consumer.Subscribe("bare");
            _consumer.Consume(TimeSpan.FromSeconds(30));
        }

        public double Measure()
        {
            var started = TimeProvider.System.GetTimestamp();
            Exchange();
            using (EmbeddedBroker.Start())
                Exchange();
            return TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        }

        public void Dispose()
        {
            _consumer.Dispose();
            _producer.Dispose();
        }

        private void Exchange()
        {
            Send();
            if (_consumer.Consume(TimeSpan.FromSeconds(30)) is null)
                throw new TimeoutException("The bare path lost a message.");
        }

        private void Send() => _producer.Produce("bare", new Message<Null, byte[]> { Value = [1] });
    }
}
