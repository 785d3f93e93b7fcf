using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Mothership.Bus;
using Mothership.Bus.Producing;
using Mothership.Bus.Records;
using Mothership.Local.EmbeddedKafka;

namespace Mothership.Shared.Tests.Bus;

public sealed class KafkaBusTests : BusCompliance, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly KafkaBus _bus;

    private readonly KafkaSettings _settings;

    public KafkaBusTests()
    {
        _settings = KafkaSettings.From(Configuration(("KafkaBootstrapServers", _broker.BootstrapServers)));
        _bus = new KafkaBus(_settings, NullLogger<KafkaBus>.Instance);
    }

    protected override IBus Bus => _bus;

    public void Dispose()
    {
        _bus.Dispose();
        _broker.Dispose();
    }

    [Fact]
    public async Task Publish_BrokerAway_SaysThatTheBusIsNotAvailableAndWorksAgainLater()
    {
        using var bus = Hasty();
        await UntilItWorks(bus, new("t", "k", [1], []));
        _broker.SetBrokerDown(1);
        await Should.ThrowAsync<BusUnavailableException>(() => bus.PublishAsync(new("t", "k", [2], []), default));
        _broker.SetBrokerUp(1);
        await UntilItWorks(bus, new("t", "k", [3], []));
    }

    [Fact]
    public async Task Publish_BrokerForgetsTheProducer_WorksAgainWithANewOne()
    {
        _broker.PushErrors(KafkaApi.Produce, ErrorCode.OutOfOrderSequenceNumber, ErrorCode.UnknownProducerId);
        using var bus = Hasty();
        await UntilItWorks(bus, new("t", "k", [1], []));
    }

    [Fact]
    public async Task Publish_TooLarge_IsTheCallersFault() =>
        await Should.ThrowAsync<ArgumentException>(() =>
            _bus.PublishAsync(new("t", "k", new byte[2_000_000], []), default)
        );

    [Fact]
    public void Settings_WithUser_UseTlsAndNeverShowThePassword()
    {
        var settings = KafkaSettings.From(
            Configuration(("KafkaBootstrapServers", "b:9092"), ("KafkaUsername", "u"), ("KafkaPassword", "s3cret"))
        );
        var producer = settings.Producer();
        producer.SecurityProtocol.ShouldBe(SecurityProtocol.SaslSsl);
        producer.SaslMechanism.ShouldBe(SaslMechanism.Plain);
        producer.SaslPassword.ShouldBe("s3cret");
        settings.ToString().ShouldNotContain("s3cret");
    }

    [Fact]
    public void Settings_MissingOrUnknown_AreNamed()
    {
        Should
            .Throw<InvalidOperationException>(() => KafkaSettings.From(Configuration()))
            .Message.ShouldContain("KafkaBootstrapServers");
        Should
            .Throw<InvalidOperationException>(() =>
                KafkaSettings.From(Configuration(("KafkaBootstrapServers", "b"), ("KafkaProtocol", "carrier-pigeon")))
            )
            .Message.ShouldContain("KafkaProtocol");
    }

    protected override IReadOnlyList<BusRecord> Read(string topic, int count)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = _broker.BootstrapServers,
            GroupId = "reader",
            AutoOffsetReset = AutoOffsetReset.Earliest,
        };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).Build();
        consumer.Subscribe(topic);
        var records = new List<BusRecord>();
        while (records.Count < count && consumer.Consume(Patience) is { } result)
            records.Add(
                new(
                    result.Topic,
                    result.Partition,
                    result.Offset,
                    result.Message.Key,
                    result.Message.Value,
                    [.. result.Message.Headers.Select(h => KeyValuePair.Create(h.Key, (byte[]?)h.GetValueBytes()))]
                )
            );
        records.Count.ShouldBe(count, $"messages on {topic}");
        return records;
    }

    // One that soon gives up, for tests in which the broker makes it.
    private KafkaBus Hasty() =>
        new(_settings with { MessageTimeout = TimeSpan.FromSeconds(1) }, NullLogger<KafkaBus>.Instance);

    private static async Task UntilItWorks(KafkaBus bus, BusMessage message)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                await bus.PublishAsync(message, default);
                return;
            }
            catch (BusUnavailableException) when (attempt < 30) { }
    }

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)))
            .Build();
}
