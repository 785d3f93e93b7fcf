using Confluent.Kafka;

namespace Mothership.Local.EmbeddedKafka.Tests;

public sealed class ResizeTests : IDisposable
{
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start(new() { Brokers = 1 });

    public void Dispose() => _broker.Dispose();

    [Fact]
    public void Resize_UpAndDown_ClientsSeeAsManyNodes()
    {
        _broker.Resize(4);
        Nodes().ShouldBe([1, 2, 3, 4]);
        _broker.Resize(2);
        Nodes().ShouldBe([1, 2]);
        _broker.Brokers.ShouldBe(2);
    }

    [Fact]
    public async Task Resize_WithMessagesAndCommittedOffsets_KeepsThem()
    {
        _broker.CreateTopic("kept", partitions: 3);
        await Produce("before", 30);
        _broker.Resize(5);
        await Produce("grown", 30);
        _broker.Resize(1);
        await Produce("shrunk", 30);

        var output = await Kcat.RunAsync(
            null,
            "-b",
            _broker.BootstrapServers,
            "-C",
            "-t",
            "kept",
            "-e",
            "-q",
            "-f",
            "%s\n"
        );
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(90);
    }

    [Fact]
    public async Task Resize_WhileClientsProduce_LosesNothing()
    {
        _broker.CreateTopic("busy", partitions: 6);
        using var producer = Clients.Producer(_broker.BootstrapServers);
        var sent = Enumerable.Range(0, 400).Select(i => producer.ProduceAsync("busy", Clients.Message($"{i}", "v")));
        var all = Task.WhenAll(sent.ToList());
        foreach (var nodes in new[] { 3, 6, 2, 5, 1 })
            _broker.Resize(nodes);
        (await all.WaitAsync(Clients.Patience)).Length.ShouldBe(400);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void Resize_OutOfRange_IsRefused(int brokers) =>
        Should.Throw<ArgumentOutOfRangeException>(() => _broker.Resize(brokers));

    private int[] Nodes()
    {
        using var admin = new AdminClientBuilder(
            new AdminClientConfig { BootstrapServers = _broker.BootstrapServers }
        ).Build();
        return [.. admin.GetMetadata(Clients.Patience).Brokers.Select(b => b.BrokerId).Order()];
    }

    private async Task Produce(string value, int count)
    {
        using var producer = Clients.Producer(_broker.BootstrapServers);
        for (var i = 0; i < count; i++)
            await producer.ProduceAsync("kept", Clients.Message($"{i}", value));
    }
}
