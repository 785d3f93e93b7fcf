using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Regions;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>An operator in a dictionary; each of its lives gives addresses of its own.</summary>
internal sealed class MemoryOperator(int life) : IClusterOperator, IPoolCapacity
{
    private readonly HashSet<(string Cluster, string Pool)> _remains = [];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, OperatedCluster> _clusters = [];

    /// <summary>Says for a desired state why it is refused; null: it is not.</summary>
    public Func<DesiredCluster, OperatorException?> Refusal { get; set; } = static _ => null;

    public string Name => "memory";

    public Task<OperatedCluster> ApplyAsync(DesiredCluster desired, CancellationToken cancellation)
    {
        lock (_gate)
        {
            // What it had begun elsewhere goes: a desired state names one pool.
            _remains.RemoveWhere(r => r.Cluster == desired.ClusterId && r.Pool != desired.Pool);
            _remains.Add((desired.ClusterId, desired.Pool));
            if (Refusal(desired) is { } refusal)
                throw refusal;
            var endpoints = new ClusterEndpoints($"PLAINTEXT://{desired.ClusterId}.life-{life}:9092", null);
            var operated = new OperatedCluster(
                desired.ClusterId,
                desired.Generation,
                desired.Config,
                endpoints,
                desired.Suspended
            );
            return Task.FromResult(_clusters[desired.ClusterId] = operated);
        }
    }

    public Task<bool> DeleteAsync(string clusterId, long generation, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _clusters.Remove(clusterId);
            _remains.RemoveWhere(r => r.Cluster == clusterId);
        }
        return Task.FromResult(true);
    }

    public Task<OperatedCluster?> FindAsync(string clusterId, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(_clusters.GetValueOrDefault(clusterId));
    }

    public Task<IReadOnlyList<OperatedCluster>> ListAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<OperatedCluster>>([.. _clusters.Values]);
    }

    /// <summary>What it has built or begun, cluster and pool.</summary>
    public IReadOnlyCollection<(string Cluster, string Pool)> Remains
    {
        get
        {
            lock (_gate)
                return [.. _remains];
        }
    }

    /// <summary>Its Kubernetes clusters; none: it has no choice.</summary>
    public IReadOnlyList<PoolCapacity> Pools { get; set; } = [];

    public Task<IReadOnlyList<PoolCapacity>> PoolsAsync(CancellationToken cancellation) => Task.FromResult(Pools);

    public Task<RegionCapacity> CapacityAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(new RegionCapacity(100, _clusters.Count, 1000, 0));
    }
}
