namespace Mothership.Local.EmbeddedKafka;

/// <summary>What is on an embedded cluster at one moment.</summary>
public sealed record BrokerSnapshot(IReadOnlyList<BrokerTopic> Topics, IReadOnlyList<BrokerGroup> Groups);

/// <summary>A topic; its partitions are in the order of their ids, which run from 0.</summary>
public sealed record BrokerTopic(string Name, IReadOnlyList<BrokerPartition> Partitions);

/// <summary>A partition.</summary>
/// <param name="Id">From 0.</param>
/// <param name="StartOffset">Of the oldest message that is kept.</param>
/// <param name="EndOffset">Of the next message.</param>
/// <param name="Leader">The id of its leader's node; -1 when there is none.</param>
/// <param name="Replicas">The ids of its nodes.</param>
public sealed record BrokerPartition(int Id, long StartOffset, long EndOffset, int Leader, IReadOnlyList<int> Replicas);

/// <summary>A consumer group, or what is left of one: who only committed has neither members nor an assignor.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Type"><c>CLASSIC</c> or <c>CONSUMER</c>.</param>
/// <param name="State"><c>EMPTY</c>, <c>STABLE</c>, <c>PREPARING_REBALANCE</c>, <c>COMPLETING_REBALANCE</c>.</param>
/// <param name="Assignor">Empty when none is elected.</param>
/// <param name="Members">Who is in it.</param>
/// <param name="Offsets">What it has committed.</param>
public sealed record BrokerGroup(
    string Id,
    string Type,
    string State,
    string Assignor,
    IReadOnlyList<BrokerMember> Members,
    IReadOnlyList<CommittedOffset> Offsets
);

/// <summary>A member of a group.</summary>
/// <param name="Id">Its id in the group.</param>
/// <param name="InstanceId">Of a static member; null otherwise.</param>
/// <param name="ClientId">What the client calls itself.</param>
/// <param name="Assigned">The partitions that it reads.</param>
public sealed record BrokerMember(
    string Id,
    string? InstanceId,
    string ClientId,
    IReadOnlyList<(string Topic, int Partition)> Assigned
);

/// <summary>What a group has committed of a partition: the offset of the next message that it wants.</summary>
public sealed record CommittedOffset(string Topic, int Partition, long Offset);
