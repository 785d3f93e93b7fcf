using Mothership.DataPlane.Acls;
using Mothership.DataPlane.Groups;
using Mothership.DataPlane.Records;
using Mothership.DataPlane.Topics;

namespace Mothership.DataPlane;

/// <summary>A cluster whose data plane is served.</summary>
/// <param name="Id"><c>lkc-…</c>.</param>
/// <param name="Environment"><c>env-…</c>.</param>
/// <param name="Brokers">How many broker nodes it has: the most replicas of a topic.</param>
/// <param name="Suspended">Whether its compute is stopped: nothing can be asked of it.</param>
public sealed record DataPlaneCluster(string Id, string Environment, int Brokers, bool Suspended);

/// <summary>
/// What an operator offers for working with the clusters that it runs: one port each for topics, ACLs, consumer groups
/// and records. They are for one cluster at a time, which <see cref="FindAsync"/> found.
/// </summary>
public interface IDataPlane
{
    /// <summary>The operator that it is a part of: <c>embedded</c>, <c>strimzi</c>.</summary>
    string Name { get; }

    /// <summary>Topics and their configurations.</summary>
    ITopicDesk Topics { get; }

    /// <summary>Access control lists.</summary>
    IAclDesk Acls { get; }

    /// <summary>Consumer groups.</summary>
    IGroupDesk Groups { get; }

    /// <summary>Records.</summary>
    IRecordDesk Records { get; }

    /// <summary>Finds a cluster; null when it does not run here.</summary>
    Task<DataPlaneCluster?> FindAsync(string cluster, CancellationToken cancellation);
}
