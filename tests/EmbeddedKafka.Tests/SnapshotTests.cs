using Confluent.Kafka;
using Mothership.Local.EmbeddedKafka;

namespace Mothership.Local.EmbeddedKafka.Tests;

public sealed class SnapshotTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public void Describe_AClusterWithAReader_TellsItsGroupAndOffsets()
    {
        using var broker = EmbeddedBroker.Start(new() { Brokers = 2 });
        broker.CreateTopic("orders", 2, 2).ShouldBeTrue();
        Produce(broker, "orders", 0, 5);
        using var consumer = Consumer(broker, "readers", "reader-1");
        consumer.Subscribe("orders");
        for (var i = 0; i < 3; i++)
            consumer.Commit(consumer.Consume(Patience).ShouldNotBeNull());
        var seen = broker.Describe();
        var topic = seen.Topics.ShouldHaveSingleItem();
        (topic.Name, topic.Partitions.Count).ShouldBe(("orders", 2));
        topic.Partitions.Select(p => p.EndOffset).ShouldBe([5, 0]);
        topic.Partitions.ShouldAllBe(p => p.Replicas.Count == 2 && p.Replicas.Contains(p.Leader));
        var group = seen.Groups.ShouldHaveSingleItem();
        (group.Id, group.Type, group.State, group.Assignor).ShouldBe(("readers", "CLASSIC", "STABLE", "range"));
        group.Offsets.ShouldBe([new("orders", 0, 3)]);
        var member = group.Members.ShouldHaveSingleItem();
        (member.ClientId, member.InstanceId).ShouldBe(("reader-1", null));
        member.Assigned.ShouldBe([("orders", 0), ("orders", 1)], ignoreOrder: true);
    }

    [Fact]
    public void Describe_AGroupOfTheNewProtocol_TellsItsMembers()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("orders", 1);
        Produce(broker, "orders", 0, 1);
        using var consumer = Consumer(broker, "readers", "reader-2", c => c.GroupProtocol = GroupProtocol.Consumer);
        consumer.Subscribe("orders");
        consumer.Consume(Patience).ShouldNotBeNull();
        var group = broker.Describe().Groups.ShouldHaveSingleItem();
        (group.Id, group.Type, group.State).ShouldBe(("readers", "CONSUMER", "STABLE"));
        group.Members.ShouldHaveSingleItem().ClientId.ShouldBe("reader-2");
    }

    [Fact]
    public void Describe_AGroupThatHasLeft_KeepsWhatItCommitted()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("orders", 1);
        Produce(broker, "orders", 0, 2);
        using (var consumer = Consumer(broker, "gone\t\n", "x"))
            consumer.Commit([new("orders", 0, 1)]);
        var group = broker.Describe().Groups.ShouldHaveSingleItem();
        (group.Id, group.State).ShouldBe(("gone\t\n", "EMPTY"));
        group.Offsets.ShouldBe([new("orders", 0, 1)]);
    }

    [Fact]
    public void GrowTopic_WithMessagesAndOffsets_KeepsThemAndAddsEmptyPartitions()
    {
        using var broker = EmbeddedBroker.Start(new() { Brokers = 3 });
        broker.CreateTopic("orders", 1, 3);
        Produce(broker, "orders", 0, 4);
        using var consumer = Consumer(broker, "readers", "x");
        consumer.Commit([new("orders", 0, 2)]);
        broker.GrowTopic("orders", 200).ShouldBeTrue();
        Produce(broker, "orders", 199, 3);
        Produce(broker, "orders", 0, 1);
        consumer.Assign([new TopicPartitionOffset("orders", 0, Offset.Beginning)]);
        consumer.Consume(Patience).ShouldNotBeNull().Message.Value.ShouldBe("0");
        var topic = broker.Describe().Topics.ShouldHaveSingleItem();
        topic.Partitions.Count.ShouldBe(200);
        (topic.Partitions[0].EndOffset, topic.Partitions[199].EndOffset).ShouldBe((5, 3));
        topic.Partitions.ShouldAllBe(p => p.Replicas.Count == 3);
        broker.Describe().Groups.ShouldHaveSingleItem().Offsets.ShouldBe([new("orders", 0, 2)]);
    }

    [Theory]
    [InlineData("orders", 2)]
    [InlineData("orders", 1)]
    [InlineData("missing", 9)]
    public void GrowTopic_ToNoMoreOrUnknown_ChangesNothing(string topic, int partitions)
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("orders", 2);
        broker.GrowTopic(topic, partitions).ShouldBeFalse();
        broker.Describe().Topics.ShouldHaveSingleItem().Partitions.Count.ShouldBe(2);
    }

    private static void Produce(EmbeddedBroker broker, string topic, int partition, int count)
    {
        using var producer = new ProducerBuilder<Null, string>(
            new ProducerConfig { BootstrapServers = broker.BootstrapServers }
        ).Build();
        for (var i = 0; i < count; i++)
            producer.Produce(new TopicPartition(topic, partition), new() { Value = $"{i}" });
        producer.Flush(Patience).ShouldBe(0);
    }

    private static IConsumer<Ignore, string> Consumer(
        EmbeddedBroker broker,
        string group,
        string client,
        Action<ConsumerConfig>? adjust = null
    )
    {
        var settings = new ConsumerConfig
        {
            BootstrapServers = broker.BootstrapServers,
            GroupId = group,
            ClientId = client,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        };
        adjust?.Invoke(settings);
        return new ConsumerBuilder<Ignore, string>(settings).Build();
    }
}
