namespace Mothership.DataPlane.Groups;

/// <summary>A consumer group.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Type"><c>CLASSIC</c>, <c>CONSUMER</c>, or <c>UNKNOWN</c> where the cluster is not asked for it.</param>
/// <param name="State"><c>EMPTY</c>, <c>STABLE</c>, <c>PREPARING_REBALANCE</c>, <c>COMPLETING_REBALANCE</c>,
/// <c>DEAD</c>, <c>UNKNOWN</c>.</param>
/// <param name="Assignor">Empty when none is elected.</param>
/// <param name="Coordinator">The node that coordinates it.</param>
/// <param name="Members">Who is in it.</param>
public sealed record GroupView(
    string Id,
    string Type,
    string State,
    string Assignor,
    int Coordinator,
    IReadOnlyList<MemberView> Members
)
{
    /// <summary>Whether it only commits: nobody ever joined it.</summary>
    public bool IsSimple => Members.Count == 0 && Assignor.Length == 0;
}

/// <summary>A member of a group.</summary>
/// <param name="Id">Its id in the group.</param>
/// <param name="InstanceId">Of a static member; null otherwise.</param>
/// <param name="ClientId">What the client calls itself.</param>
/// <param name="Assigned">The partitions that it reads.</param>
public sealed record MemberView(
    string Id,
    string? InstanceId,
    string ClientId,
    IReadOnlyList<(string Topic, int Partition)> Assigned
);

/// <summary>How far a group is behind on a partition.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Current">The offset that it has committed.</param>
/// <param name="End">The offset of the next message.</param>
/// <param name="Member">Who reads it; null when nobody does.</param>
public sealed record LagView(string Topic, int Partition, long Current, long End, MemberView? Member)
{
    /// <summary>Messages that are not read yet; never negative.</summary>
    public long Lag => Math.Max(0, End - Current);
}

/// <summary>The consumer groups of clusters, for reading.</summary>
public interface IGroupDesk
{
    /// <summary>All of a cluster, in the order of their names.</summary>
    Task<IReadOnlyList<GroupView>> ListAsync(DataPlaneCluster cluster, CancellationToken cancellation);

    /// <summary>One of them; null when there is none of that name.</summary>
    Task<GroupView?> FindAsync(DataPlaneCluster cluster, string group, CancellationToken cancellation);

    /// <summary>How far a group is behind on each partition that it has committed an offset of, by topic and
    /// partition; null when there is no such group.</summary>
    Task<IReadOnlyList<LagView>?> LagsAsync(DataPlaneCluster cluster, string group, CancellationToken cancellation);
}
