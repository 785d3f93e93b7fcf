using Confluent.Kafka;

namespace Mothership.Local.EmbeddedKafka.Tests;

public sealed class GroupTests : IDisposable
{
    // Far below a session's 45 seconds, which the library's own coordinator waits at each of these turns.
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(15);

    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task Group_MemberComesBack_GoesOnAfterItsCommitAtOnce()
    {
        _broker.CreateTopic("resumed", partitions: 1);
        using var producer = Clients.Producer(_broker.BootstrapServers);
        foreach (var value in new[] { "first", "second" })
            await producer.ProduceAsync("resumed", Clients.Message("k", value));
        using (var first = Member("resumed"))
        {
            first.Commit(Clients.Take(first, 1).Single());
            first.Close();
        }
        using var second = Member("resumed");
        AwaitAssignment([second], 1);
        Clients.Take(second, 1).Single().Message.Value.ShouldBe("second");
    }

    [Fact]
    public void Group_SecondMemberJoins_TheyShareThePartitionsWithinAHeartbeat()
    {
        _broker.CreateTopic("shared", partitions: 4);
        using var first = Member("shared");
        AwaitAssignment([first], 4);
        using var second = Member("shared");
        AwaitAssignment([first, second], 2);
        first.Assignment.Concat(second.Assignment).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void Group_OneOfTwoLeaves_TheOtherHasEverything()
    {
        _broker.CreateTopic("handed-over", partitions: 4);
        using var first = Member("handed-over");
        using (var second = Member("handed-over"))
        {
            AwaitAssignment([first, second], 2);
            second.Close();
        }
        AwaitAssignment([first], 4);
    }

    [Fact]
    public void Group_MemberWithAnotherAssignor_IsRefusedAndTheGroupLives()
    {
        _broker.CreateTopic("strict", partitions: 2);
        using var first = Member("strict", PartitionAssignmentStrategy.Range);
        AwaitAssignment([first], 2);
        using var odd = Member("strict", PartitionAssignmentStrategy.RoundRobin);
        Should
            .Throw<ConsumeException>(() => odd.Consume(Prompt))
            .Error.Code.ShouldBe(ErrorCode.InconsistentGroupProtocol);
        AwaitAssignment([first], 2);
    }

    [Fact]
    public void Group_WithAnInitialDelay_HandsOutOnceItIsOver()
    {
        // Long enough for a busy machine to bring the second member in.
        using var slow = EmbeddedBroker.Start(new() { InitialRebalanceDelay = TimeSpan.FromSeconds(5) });
        slow.CreateTopic("together", partitions: 2);
        var most = 0;
        using var first = Member("together", broker: slow, onAssigned: count => most = Math.Max(most, count));
        using var second = Member("together", broker: slow);
        AwaitAssignment([first, second], 1);
        most.ShouldBe(1, "both members joined within the delay, so the first never had the other's partition");
    }

    private IConsumer<string, string> Member(
        string topic,
        PartitionAssignmentStrategy strategy = PartitionAssignmentStrategy.Range,
        EmbeddedBroker? broker = null,
        Action<int>? onAssigned = null
    )
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = (broker ?? _broker).BootstrapServers,
            GroupId = "members",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            PartitionAssignmentStrategy = strategy,
            HeartbeatIntervalMs = 500,
        };
        var builder = new ConsumerBuilder<string, string>(config).SetLogHandler((_, _) => { });
        if (onAssigned is not null)
            builder.SetPartitionsAssignedHandler((_, assigned) => onAssigned(assigned.Count));
        var consumer = builder.Build();
        consumer.Subscribe(topic);
        return consumer;
    }

    private static void AwaitAssignment(IConsumer<string, string>[] members, int partitionsEach)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (members.Any(m => m.Assignment.Count != partitionsEach) && clock.GetElapsedTime(start) < Prompt)
            foreach (var member in members)
                Rewind(member, member.Consume(TimeSpan.FromMilliseconds(20)));
        members.ShouldAllBe(m => m.Assignment.Count == partitionsEach, string.Join(" | ", members.Select(Describe)));
    }

    private static void Rewind(IConsumer<string, string> member, ConsumeResult<string, string>? message)
    {
        if (message is not null)
            member.Seek(message.TopicPartitionOffset);
    }

    private static string Describe(IConsumer<string, string> member) =>
        $"{member.Name}: {string.Join(',', member.Assignment)}";
}
