using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Mothership.DataPlane.Groups;

/// <summary>From what Kafka's admin protocol tells of groups to what customers see of them. Pure.</summary>
internal static class GroupTranslation
{
    private const string Dead = "DEAD";

    /// <summary>
    /// Whether there is such a group: old clusters answer that it is dead, new ones that they don't know it.
    /// </summary>
    public static bool Exists(ConsumerGroupDescription group) =>
        group.Error?.Code != ErrorCode.GroupIdNotFound && StateOf(group.State) != Dead;

    /// <summary>A group; one that its coordinator could not tell of is unknown but for its name.</summary>
    public static GroupView View(ConsumerGroupDescription group) =>
        group.Error is { IsError: true }
            ? new(group.GroupId, "UNKNOWN", "UNKNOWN", "", 0, [])
            : new(
                group.GroupId,
                TypeOf(group.GroupType),
                StateOf(group.State),
                group.PartitionAssignor ?? "",
                group.Coordinator?.Id ?? 0,
                [.. (group.Members ?? []).Select(View)]
            );

    /// <summary>How far a group is behind, by topic and partition; without partitions that are not there any
    /// more.</summary>
    /// <param name="group">The group.</param>
    /// <param name="committed">What it has committed.</param>
    /// <param name="ends">The ends of these partitions.</param>
    public static IReadOnlyList<LagView> Lags(
        GroupView group,
        IEnumerable<TopicPartitionOffsetError> committed,
        IEnumerable<ListOffsetsResultInfo> ends
    )
    {
        var byPartition = ends.Select(e => e.TopicPartitionOffsetError)
            .Where(e => !e.Error.IsError)
            .ToDictionary(e => e.TopicPartition, e => e.Offset.Value);
        return
        [
            .. committed
                .Where(c => byPartition.ContainsKey(c.TopicPartition))
                .Select(c => Lag(group, c, byPartition[c.TopicPartition]))
                .OrderBy(l => l.Topic, StringComparer.Ordinal)
                .ThenBy(l => l.Partition),
        ];
    }

    private static LagView Lag(GroupView group, TopicPartitionOffsetError committed, long end)
    {
        var at = (committed.Topic, committed.Partition.Value);
        var member = group.Members.FirstOrDefault(m => m.Assigned.Contains(at));
        return new(committed.Topic, committed.Partition, committed.Offset, end, member);
    }

    private static MemberView View(MemberDescription member) =>
        new(
            member.ConsumerId,
            string.IsNullOrEmpty(member.GroupInstanceId) ? null : member.GroupInstanceId,
            member.ClientId,
            [.. (member.Assignment?.TopicPartitions ?? []).Select(p => (p.Topic, p.Partition.Value))]
        );

    private static string TypeOf(ConsumerGroupType type) =>
        type switch
        {
            ConsumerGroupType.Classic => "CLASSIC",
            ConsumerGroupType.Consumer => "CONSUMER",
            _ => "UNKNOWN",
        };

    private static string StateOf(ConsumerGroupState state) =>
        state switch
        {
            ConsumerGroupState.Stable => "STABLE",
            ConsumerGroupState.Empty => "EMPTY",
            ConsumerGroupState.Dead => Dead,
            ConsumerGroupState.PreparingRebalance => "PREPARING_REBALANCE",
            ConsumerGroupState.CompletingRebalance => "COMPLETING_REBALANCE",
            _ => "UNKNOWN",
        };
}
