using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;

namespace Mothership.Regions;

/// <summary>What is wanted of one cluster in this region.</summary>
/// <param name="ClusterId"><c>lkc-…</c>.</param>
/// <param name="Generation">Counts the desired states; at least 1.</param>
/// <param name="Config">Kind and size.</param>
/// <param name="MultiZone">Whether it is spread over zones.</param>
/// <param name="Suspended">Whether its compute is to go away and its data to stay: clients are refused until it is
/// resumed.</param>
public sealed record DesiredCluster(
    string ClusterId,
    long Generation,
    ClusterConfig Config,
    bool MultiZone,
    bool Suspended = false
)
{
    /// <summary>The owner; labels what is built for it.</summary>
    public string Organization { get; init; } = "";

    /// <summary><c>env-…</c>: what is built for one environment is kept apart from all others.</summary>
    public string Environment { get; init; } = "";

    /// <summary>
    /// Which of the region's Kubernetes clusters it is placed on; empty where there is no choice. A desired state names
    /// one pool and thereby says that nothing is wanted on any other: applying it removes what other pools have of the
    /// cluster, which happens when a pool was full and the cluster was placed elsewhere before it was ever ready. A
    /// cluster that has been ready never changes its pool.
    /// </summary>
    public string Pool { get; init; } = "";
}

/// <summary>What an operator has of one cluster.</summary>
/// <param name="ClusterId"><c>lkc-…</c>.</param>
/// <param name="Generation">The generation that it was last applied at.</param>
/// <param name="Config">Kind and size as built.</param>
/// <param name="Endpoints">Its addresses; they are the same ones after a suspension where the operator can help
/// it.</param>
/// <param name="Suspended">Whether it is stopped.</param>
public sealed record OperatedCluster(
    string ClusterId,
    long Generation,
    ClusterConfig Config,
    ClusterEndpoints Endpoints,
    bool Suspended = false
)
{
    /// <summary>The owner, where the operator keeps it; empty: as the cluster's command said.</summary>
    public string Organization { get; init; } = "";

    /// <summary>Whether it is as desired.</summary>
    public OperatedState State { get; init; } = OperatedState.Ready;

    /// <summary>Stable code, when it has failed.</summary>
    public string? Reason { get; init; }

    /// <summary>For the customer: why it has failed, or how far it is. Null when it is ready.</summary>
    public string? Message { get; init; }
}

/// <summary>
/// Runs the clusters of one region. All calls are safe to repeat: applying what is applied and deleting what is gone
/// change nothing.
/// </summary>
public interface IClusterOperator
{
    /// <summary>What it is called in heartbeats: <c>embedded</c>, <c>strimzi</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Makes a cluster be as desired. What takes long goes on after the return, which says <see
    /// cref="OperatedState.Building"/>; an operator of that sort is an <see cref="IChangeFeed"/> too.
    /// </summary>
    /// <exception cref="OperatorException">It can't be made so; the reason tells whether another try has a
    /// point.</exception>
    Task<OperatedCluster> ApplyAsync(DesiredCluster desired, CancellationToken cancellation);

    /// <summary>Makes a cluster be gone, with everything that was built for it.</summary>
    /// <returns>Whether it is gone; false while it is going, to be asked again.</returns>
    Task<bool> DeleteAsync(string clusterId, long generation, CancellationToken cancellation);

    /// <summary>Reads one; null when there is none.</summary>
    Task<OperatedCluster?> FindAsync(string clusterId, CancellationToken cancellation);

    /// <summary>All that it runs.</summary>
    Task<IReadOnlyList<OperatedCluster>> ListAsync(CancellationToken cancellation);

    /// <summary>What it can take and has taken.</summary>
    Task<RegionCapacity> CapacityAsync(CancellationToken cancellation);
}

/// <summary>An operator can't do what is wanted.</summary>
/// <param name="reason">Stable code: <c>region_full</c>, <c>unsupported_configuration</c>, …</param>
/// <param name="message">For the customer.</param>
/// <param name="isTransient">Whether another try may succeed.</param>
/// <param name="inner">The cause.</param>
public sealed class OperatorException(string reason, string message, bool isTransient, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Stable code of the failure.</summary>
    public string Reason { get; } = reason;

    /// <summary>Whether another try may succeed.</summary>
    public bool IsTransient { get; } = isTransient;
}
