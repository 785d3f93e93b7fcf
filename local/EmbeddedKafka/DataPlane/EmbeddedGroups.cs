using Mothership.DataPlane;
using Mothership.DataPlane.Groups;

namespace Mothership.Local.EmbeddedKafka;

/// <summary>The consumer groups of embedded clusters, as the broker tells them.</summary>
internal sealed class EmbeddedGroups(Func<DataPlaneCluster, EmbeddedCluster> find) : IGroupDesk
{
    public Task<IReadOnlyList<GroupView>> ListAsync(DataPlaneCluster cluster, CancellationToken cancellation)
    {
        var found = find(cluster);
        return Task.FromResult<IReadOnlyList<GroupView>>([.. found.Broker.Describe().Groups.Select(View)]);
    }

    public Task<GroupView?> FindAsync(DataPlaneCluster cluster, string group, CancellationToken cancellation)
    {
        var known = find(cluster).Broker.Describe().Groups.FirstOrDefault(g => g.Id == group);
        return Task.FromResult(known is null ? null : View(known));
    }

    public Task<IReadOnlyList<LagView>?> LagsAsync(
        DataPlaneCluster cluster,
        string group,
        CancellationToken cancellation
    )
    {
        var seen = find(cluster).Broker.Describe();
        var known = seen.Groups.FirstOrDefault(g => g.Id == group);
        return Task.FromResult<IReadOnlyList<LagView>?>(known is null ? null : Lags(seen, known));
    }

    private static List<LagView> Lags(BrokerSnapshot seen, BrokerGroup group)
    {
        var topics = seen.Topics.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var members = View(group).Members;
        return
        [
            .. group
                .Offsets.Select(o => new LagView(
                    o.Topic,
                    o.Partition,
                    o.Offset,
                    topics[o.Topic].Partitions[o.Partition].EndOffset,
                    members.FirstOrDefault(m => m.Assigned.Contains((o.Topic, o.Partition)))
                ))
                .OrderBy(l => l.Topic, StringComparer.Ordinal)
                .ThenBy(l => l.Partition),
        ];
    }

    // The first node, which is always there, is as good a coordinator as any: the mock takes any node for it.
    private static GroupView View(BrokerGroup group) =>
        new(
            group.Id,
            group.Type,
            group.State,
            group.Assignor,
            Coordinator: 1,
            [.. group.Members.Select(m => new MemberView(m.Id, m.InstanceId, m.ClientId, m.Assigned))]
        );
}
