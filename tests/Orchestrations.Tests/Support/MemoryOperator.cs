using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Regions;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>An operator in a dictionary; each of its lives gives addresses of its own.</summary>
internal sealed class MemoryOperator(int life) : IClusterOperator
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OperatedCluster> _clusters = [];

    /// <summary>Says for a desired state why it is refused; null: it is not.</summary>
    public Func<DesiredCluster, OperatorException?> Refusal { get; set; } = static _ => null;

    public string Name => "memory";

    public Task<OperatedCluster> ApplyAsync(DesiredCluster desired, CancellationToken cancellation)
    {
        if (Refusal(desired) is { } refusal)
            throw refusal;
        lock (_gate)
        {
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
            _clusters.Remove(clusterId);
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

    public Task<RegionCapacity> CapacityAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(new RegionCapacity(100, _clusters.Count, 1000, 0));
    }
}
