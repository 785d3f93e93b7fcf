namespace Mothership.Local.EmbeddedKafka.Tests;

public sealed class KcatTests : IDisposable
{
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task Kcat_ListsTheCluster_SeesBrokerAndTopic()
    {
        _broker.CreateTopic("listed", partitions: 3);
        var listing = await Kcat.RunAsync(null, "-L", "-b", _broker.BootstrapServers);
        listing.ShouldContain("1 brokers");
        listing.ShouldContain("topic \"listed\" with 3 partitions");
    }

    [Fact]
    public async Task Kcat_Produces_OurConsumerReadsKeyValueAndHeader()
    {
        _broker.CreateTopic("in", partitions: 1);
        await Kcat.RunAsync(
            "a=one\nb=two\n",
            "-P",
            "-b",
            _broker.BootstrapServers,
            "-t",
            "in",
            "-K=",
            "-H",
            "from=kcat"
        );
        var messages = Clients.ReadAll(_broker.BootstrapServers, "in", 2);
        messages.Select(m => (m.Message.Key, m.Message.Value)).ShouldBe([("a", "one"), ("b", "two")]);
        messages.ShouldAllBe(m =>
            System.Text.Encoding.UTF8.GetString(m.Message.Headers.GetLastBytes("from")) == "kcat"
        );
    }

    [Fact]
    public async Task Kcat_ConsumesInAGroup_ReadsWhatOurProducerWrote()
    {
        _broker.CreateTopic("out", partitions: 1);
        using (var producer = Clients.Producer(_broker.BootstrapServers))
            await producer.ProduceAsync("out", Clients.Message("k", "hello"));
        string[] arguments =
        [
            "-b",
            _broker.BootstrapServers,
            "-X",
            "auto.offset.reset=earliest",
            "-c",
            "1",
            "-f",
            "%k/%s",
            "-G",
            "readers",
            "out",
        ];
        (await Kcat.RunAsync(null, arguments)).ShouldBe("k/hello");
    }
}
