namespace Mothership.Local.EmbeddedKafka.Tests;

public sealed class TopicTests : IDisposable
{
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start(new() { DefaultPartitions = 5 });

    public void Dispose() => _broker.Dispose();

    [Fact]
    public void CreateTopic_New_IsSeenByClientsWithItsPartitions()
    {
        _broker.CreateTopic("explicit", partitions: 12).ShouldBeTrue();
        _broker.CreateTopic("default").ShouldBeTrue();
        PartitionsByTopic()
            .ShouldBe(new Dictionary<string, int> { ["explicit"] = 12, ["default"] = 5 }, ignoreOrder: true);
    }

    [Fact]
    public void CreateTopic_Again_IsFalseAndChangesNothing()
    {
        _broker.CreateTopic("once", partitions: 2);
        _broker.CreateTopic("once", partitions: 9).ShouldBeFalse();
        PartitionsByTopic()["once"].ShouldBe(2);
    }

    [Fact]
    public async Task DeleteTopic_WithMessages_IsGoneAndStartsEmptyWhenMadeAgain()
    {
        _broker.CreateTopic("brief", partitions: 1);
        using (var producer = Clients.Producer(_broker.BootstrapServers))
            await producer.ProduceAsync("brief", Clients.Message("k", "old"));
        _broker.DeleteTopic("brief").ShouldBeTrue();
        PartitionsByTopic().ShouldNotContainKey("brief");
        _broker.CreateTopic("brief", partitions: 1);
        using (var producer = Clients.Producer(_broker.BootstrapServers))
            (await producer.ProduceAsync("brief", Clients.Message("k", "new"))).Offset.Value.ShouldBe(0);
    }

    [Fact]
    public void DeleteTopic_Unknown_IsFalse() => _broker.DeleteTopic("never-made").ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("with space")]
    [InlineData("trailing\n")]
    [InlineData("null\0byte")]
    [InlineData("ümlaut")]
    [InlineData("slash/ed")]
    public void CreateTopic_IllegalName_IsRefused(string name)
    {
        Should.Throw<ArgumentException>(() => _broker.CreateTopic(name)).Message.ShouldContain("is no topic name");
        Should.Throw<ArgumentException>(() => _broker.DeleteTopic(name));
    }

    [Fact]
    public void CreateTopic_NameAtItsLimit_IsAcceptedAndOneMoreRefused()
    {
        _broker.CreateTopic(new string('a', 249)).ShouldBeTrue();
        Should.Throw<ArgumentException>(() => _broker.CreateTopic(new string('a', 250)));
        Should.Throw<ArgumentNullException>(() => _broker.CreateTopic(null!));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(EmbeddedBrokerOptions.MaxPartitions + 1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 2)]
    public void CreateTopic_NumbersOutOfRange_AreRefused(int partitions, int replicas) =>
        Should.Throw<ArgumentOutOfRangeException>(() => _broker.CreateTopic("topic", partitions, replicas));

    private Dictionary<string, int> PartitionsByTopic()
    {
        using var admin = Clients.Admin(_broker.BootstrapServers);
        return admin.GetMetadata(Clients.Patience).Topics.ToDictionary(t => t.Topic, t => t.Partitions.Count);
    }
}
