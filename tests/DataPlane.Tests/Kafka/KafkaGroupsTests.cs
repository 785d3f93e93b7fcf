using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Mothership.DataPlane.Groups;
using Mothership.DataPlane.Tests.Support;

namespace Mothership.DataPlane.Tests.Kafka;

/// <summary>Groups by Kafka's admin protocol: what a real cluster tells, by example, and what customers see.</summary>
public sealed class KafkaGroupsTests : IDisposable
{
    private static readonly DataPlaneCluster Cluster = new("lkc-one", "env-one", 3, false);
    private static readonly Error None = new(ErrorCode.NoError);
    private readonly Answers _kafka = new();
    private readonly List<Client> _made = [];
    private readonly KafkaGroups _groups;
    private ClientConfig? _config = new() { BootstrapServers = "one:9092", SaslPassword = "first" };

    public KafkaGroupsTests() => _groups = new((_, _) => Task.FromResult<ClientConfig?>(_config), _ => Made());

    public void Dispose() => _groups.Dispose();

    [Fact]
    public async Task List_OfSeveral_IsByName_WithTypesAndStates()
    {
        Lists("b", "a", "c");
        Describes(
            Group("b", ConsumerGroupState.Empty, type: ConsumerGroupType.Consumer),
            Group("c", ConsumerGroupState.PreparingRebalance, type: ConsumerGroupType.Unknown),
            Group("a", ConsumerGroupState.Stable, Member("m-1", ("orders", 1)))
        );
        var seen = await _groups.ListAsync(Cluster, default);
        seen.Select(g => (g.Id, g.Type, g.State))
            .ShouldBe([
                ("a", "CLASSIC", "STABLE"),
                ("b", "CONSUMER", "EMPTY"),
                ("c", "UNKNOWN", "PREPARING_REBALANCE"),
            ]);
        var first = seen[0];
        (first.Assignor, first.Coordinator, first.IsSimple).ShouldBe(("range", 2, false));
        var member = first.Members.ShouldHaveSingleItem();
        (member.Id, member.InstanceId, member.ClientId).ShouldBe(("m-1", null, "reader"));
        member.Assigned.ShouldBe([("orders", 1)]);
    }

    [Fact]
    public async Task List_OfNone_AsksForNoDescription()
    {
        Lists();
        (await _groups.ListAsync(Cluster, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_OneThatItsCoordinatorDoesNotTell_IsUnknownAndTheOthersAreTold()
    {
        Lists("a", "b", "gone");
        _kafka.Described = Task.FromException<DescribeConsumerGroupsResult>(
            new DescribeConsumerGroupsException(
                new DescribeConsumerGroupsReport
                {
                    ConsumerGroupDescriptions =
                    [
                        Group("a", ConsumerGroupState.Stable),
                        new() { GroupId = "b", Error = new(ErrorCode.GroupCoordinatorNotAvailable) },
                        new() { GroupId = "gone", Error = new(ErrorCode.GroupIdNotFound) },
                    ],
                }
            )
        );
        (await _groups.ListAsync(Cluster, default))
            .Select(g => (g.Id, g.State))
            .ShouldBe([("a", "STABLE"), ("b", "UNKNOWN")]);
        await UnavailableAsync(() => _groups.FindAsync(Cluster, "b", default));
    }

    [Theory]
    [InlineData(ErrorCode.NoError, ConsumerGroupState.Dead)]
    [InlineData(ErrorCode.GroupIdNotFound, ConsumerGroupState.Unknown)]
    public async Task Find_OfNoneOfThatName_IsNothing_AsOldAndNewClustersSayIt(ErrorCode code, ConsumerGroupState state)
    {
        var told = Group("g", state);
        told.Error = new(code);
        if (code == ErrorCode.NoError)
            Describes(told);
        else
            _kafka.Described = Task.FromException<DescribeConsumerGroupsResult>(
                new DescribeConsumerGroupsException(new() { ConsumerGroupDescriptions = [told] })
            );
        (await _groups.FindAsync(Cluster, "g", default)).ShouldBeNull();
        (await _groups.LagsAsync(Cluster, "g", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Find_OfAStaticMember_NamesItsInstance()
    {
        var member = Member("m-1");
        (member.GroupInstanceId, member.Assignment) = ("i-1", null);
        Describes(Group("g", ConsumerGroupState.CompletingRebalance, member));
        var found = (await _groups.FindAsync(Cluster, "g", default))!;
        found.State.ShouldBe("COMPLETING_REBALANCE");
        var seen = found.Members.ShouldHaveSingleItem();
        (seen.InstanceId, seen.Assigned.Count).ShouldBe(("i-1", 0));
    }

    [Fact]
    public async Task Lags_OfAGroup_AreByTopicAndPartition_WithWhoReads()
    {
        Describes(Group("g", ConsumerGroupState.Stable, Member("m-1", ("orders", 10))));
        Committed(("orders", 10, 7), ("orders", 9, 3), ("Zoo", 0, 1), ("orders", 2, Offset.Unset.Value));
        Ends(("orders", 9, 3), ("orders", 10, 10), ("Zoo", 0, 0));
        var lags = (await _groups.LagsAsync(Cluster, "g", default))!;
        lags.Select(l => (l.Topic, l.Partition, l.Current, l.End, l.Lag))
            .ShouldBe([("Zoo", 0, 1, 0, 0), ("orders", 9, 3, 3, 0), ("orders", 10, 7, 10, 3)]);
        lags.Select(l => l.Member?.Id).ShouldBe([null, null, "m-1"]);
    }

    [Fact]
    public async Task Lags_OfAGroupThatCommittedNothing_AreNone()
    {
        Describes(Group("g", ConsumerGroupState.Empty));
        Committed();
        (await _groups.LagsAsync(Cluster, "g", default))!.ShouldBeEmpty();
    }

    [Fact]
    public async Task Lags_OfATopicThatWasDeleted_AreLeftOut_AndAnyOtherErrorIsNot()
    {
        Describes(Group("g", ConsumerGroupState.Empty));
        Committed(("gone", 0, 4), ("orders", 0, 4));
        FailsOnEnd(ErrorCode.UnknownTopicOrPart);
        (await _groups.LagsAsync(Cluster, "g", default))!.ShouldHaveSingleItem().Topic.ShouldBe("orders");
        FailsOnEnd(ErrorCode.LeaderNotAvailable);
        await UnavailableAsync(() => _groups.LagsAsync(Cluster, "g", default));
    }

    [Fact]
    public async Task Cluster_ThatDoesNotAnswer_OrHasNoWayIn_IsUnavailable()
    {
        _kafka.Listed = Task.FromException<ListConsumerGroupsResult>(new KafkaException(ErrorCode.Local_TimedOut));
        await UnavailableAsync(() => _groups.ListAsync(Cluster, default));
        _config = null;
        await UnavailableAsync(() => _groups.ListAsync(Cluster, default));
        _made.ShouldHaveSingleItem().IsDisposed.ShouldBeTrue("nobody can use it any more");
    }

    [Fact]
    public async Task Client_IsKept_UntilAddressOrPasswordIsAnother()
    {
        Lists();
        await _groups.ListAsync(Cluster, default);
        await _groups.ListAsync(Cluster, default);
        _made.Count.ShouldBe(1);
        _config = new() { BootstrapServers = "one:9092", SaslPassword = "second" };
        await _groups.ListAsync(Cluster, default);
        _made.Select(m => m.IsDisposed).ShouldBe([true, false]);
        _groups.Dispose();
        _made[1].IsDisposed.ShouldBeTrue();
    }

    private Client Made()
    {
        _made.Add(new(_kafka));
        return _made[^1];
    }

    private void Lists(params string[] names) =>
        _kafka.Listed = Task.FromResult(
            new ListConsumerGroupsResult { Valid = [.. names.Select(n => new ConsumerGroupListing { GroupId = n })] }
        );

    private void Describes(params ConsumerGroupDescription[] groups) =>
        _kafka.Described = Task.FromResult(
            new DescribeConsumerGroupsResult { ConsumerGroupDescriptions = [.. groups] }
        );

    private void Committed(params (string Topic, int Partition, long Offset)[] offsets) =>
        _kafka.Committed = [
            new() { Group = "g", Partitions = [.. offsets.Select(o => At(o.Topic, o.Partition, o.Offset))] },
        ];

    private void Ends(params (string Topic, int Partition, long Offset)[] ends) =>
        _kafka.Ends = Task.FromResult(
            new ListOffsetsResult { ResultInfos = [.. ends.Select(e => End(At(e.Topic, e.Partition, e.Offset)))] }
        );

    private void FailsOnEnd(ErrorCode code) =>
        _kafka.Ends = Task.FromException<ListOffsetsResult>(
            new ListOffsetsException(
                new ListOffsetsReport
                {
                    ResultInfos = [End(new("gone", 0, Offset.Unset, new Error(code))), End(At("orders", 0, 5))],
                }
            )
        );

    private static TopicPartitionOffsetError At(string topic, int partition, long offset) =>
        new(topic, partition, offset, None);

    private static ListOffsetsResultInfo End(TopicPartitionOffsetError at) => new() { TopicPartitionOffsetError = at };

    private static ConsumerGroupDescription Group(
        string id,
        ConsumerGroupState state,
        MemberDescription? member = null,
        ConsumerGroupType type = ConsumerGroupType.Classic
    ) =>
        new()
        {
            GroupId = id,
            Error = None,
            State = state,
            GroupType = type,
            PartitionAssignor = "range",
            Coordinator = new() { Id = 2 },
            Members = member is null ? [] : [member],
        };

    private static MemberDescription Member(string id, params (string Topic, int Partition)[] reads) =>
        new()
        {
            ConsumerId = id,
            ClientId = "reader",
            GroupInstanceId = "",
            Assignment = new() { TopicPartitions = [.. reads.Select(r => new TopicPartition(r.Topic, r.Partition))] },
        };

    private static async Task UnavailableAsync(Func<Task> call) =>
        (await Should.ThrowAsync<DataPlaneException>(call)).Status.ShouldBe(503);

    /// <summary>What the cluster says; what a test has not prepared must not be asked.</summary>
    private sealed class Answers
    {
        public Task<ListConsumerGroupsResult>? Listed { get; set; }

        public Task<DescribeConsumerGroupsResult>? Described { get; set; }

        public List<ListConsumerGroupOffsetsResult>? Committed { get; set; }

        public Task<ListOffsetsResult>? Ends { get; set; }
    }

    private sealed class Client(Answers answers) : IGroupAdmin
    {
        public bool IsDisposed { get; private set; }

        public Task<ListConsumerGroupsResult> ListAsync() => answers.Listed!;

        public Task<DescribeConsumerGroupsResult> DescribeAsync(IEnumerable<string> groups) => answers.Described!;

        public Task<List<ListConsumerGroupOffsetsResult>> CommittedAsync(string group) =>
            Task.FromResult(answers.Committed!);

        public Task<ListOffsetsResult> EndsAsync(IEnumerable<TopicPartition> partitions) => answers.Ends!;

        public void Dispose() => IsDisposed = true;
    }
}
