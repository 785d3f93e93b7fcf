using System.Text;
using Confluent.Kafka;
using Mothership.Local.EmbeddedKafka;
using Worker.Tests.Support;

namespace Worker.Tests;

/// <summary>An embedded broker for each test, and a producer that the app knows nothing about.</summary>
public abstract class KafkaTestBase : IDisposable
{
    protected const string Topic = "orders";

    private readonly IProducer<byte[]?, byte[]?> _producer;

    protected KafkaTestBase()
    {
        Broker = EmbeddedBroker.Start();
        Broker.CreateTopic(Topic, partitions: 2);
        var config = new ProducerConfig { BootstrapServers = Broker.BootstrapServers, LingerMs = 0 };
        _producer = new ProducerBuilder<byte[]?, byte[]?>(config).SetLogHandler((_, _) => { }).Build();
    }

    protected EmbeddedBroker Broker { get; }

    public void Dispose()
    {
        _producer.Dispose();
        Broker.Dispose();
    }

    protected Task<TestApp> RunAsync(Type type, string kafka = "{}", params (string Name, string Value)[] settings) =>
        App(type, kafka, settings).StartAsync();

    protected TestApp App(Type type, string kafka = "{}", params (string Name, string Value)[] settings)
    {
        var hostJson = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" }, "kafka": KAFKA } }""";
        var app = new TestApp { Types = [type], HostJson = hostJson.Replace("KAFKA", kafka) };
        app.Settings["KafkaBootstrapServers"] = Broker.BootstrapServers;
        app.Settings["OrdersTopic"] = Topic;
        app.Settings["Group"] = "group";
        foreach (var (name, value) in settings)
            app.Settings[name] = value;
        return app;
    }

    protected Task SendAsync(
        string? value,
        int partition = 0,
        string? key = null,
        params (string Key, string? Value)[] headers
    )
    {
        var message = new Message<byte[]?, byte[]?>
        {
            Key = Utf8(key),
            Value = Utf8(value),
            Headers = [],
        };
        foreach (var (name, text) in headers)
            message.Headers.Add(name, Utf8(text));
        return _producer.ProduceAsync(new TopicPartition(Topic, partition), message);
    }

    protected async Task SendAllAsync(params string[] values)
    {
        foreach (var value in values)
            await SendAsync(value);
    }

    private static byte[]? Utf8(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
