using System.Text;
using Confluent.Kafka;

namespace Mothership.Local.EmbeddedKafka.Tests;

public sealed class MessagingTests : IDisposable
{
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task Produce_WithKeyAndHeaders_IsConsumedUnchanged()
    {
        using var producer = Clients.Producer(_broker.BootstrapServers);
        await producer.ProduceAsync(
            "orders",
            Clients.Message("key", "välue", ("region", "us-west-2"), ("kind", "cluster"))
        );
        var message = Clients.ReadAll(_broker.BootstrapServers, "orders", 1).Single().Message;
        (message.Key, message.Value).ShouldBe(("key", "välue"));
        message
            .Headers.Select(h => (h.Key, Encoding.UTF8.GetString(h.GetValueBytes())))
            .ShouldBe([("region", "us-west-2"), ("kind", "cluster")]);
    }

    [Fact]
    public async Task Produce_SameKey_KeepsItsOrderInOnePartition()
    {
        _broker.CreateTopic("ordered", partitions: 8);
        using var producer = Clients.Producer(_broker.BootstrapServers, c => c.EnableIdempotence = true);
        await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => producer.ProduceAsync("ordered", Clients.Message("same", $"{i}")))
        );
        var messages = Clients.ReadAll(_broker.BootstrapServers, "ordered", 200);
        messages.Select(m => m.Partition).Distinct().Count().ShouldBe(1);
        messages.Select(m => m.Message.Value).ShouldBe(Enumerable.Range(0, 200).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Groups_Two_EachReadEverything()
    {
        _broker.CreateTopic("fan-out", partitions: 2);
        using var producer = Clients.Producer(_broker.BootstrapServers);
        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => producer.ProduceAsync("fan-out", Clients.Message($"{i}", $"{i}")))
        );
        foreach (var group in new[] { "us-west-2", "europe-west1" })
        {
            using var consumer = Clients.Consumer(_broker.BootstrapServers, group);
            consumer.Subscribe("fan-out");
            Clients.Take(consumer, 10).Select(m => m.Message.Value).Distinct().Count().ShouldBe(10);
        }
    }

    [Fact]
    public async Task Partition_HoldsMoreThanTheStockFiveMebibytes_EverythingIsStillThere()
    {
        const int count = 120;
        var body = new string('x', 100_000);
        _broker.CreateTopic("large", partitions: 1);
        using (var producer = Clients.Producer(_broker.BootstrapServers))
            for (var i = 0; i < count; i++)
                await producer.ProduceAsync("large", Clients.Message($"{i}", body));
        var messages = Clients.ReadAll(_broker.BootstrapServers, "large", count);
        messages.Select(m => m.Offset.Value).ShouldBe(Enumerable.Range(0, count).Select(i => (long)i));
        messages.Sum(m => (long)m.Message.Value.Length).ShouldBeGreaterThan(2 * 5 * 1024 * 1024);
    }
}
