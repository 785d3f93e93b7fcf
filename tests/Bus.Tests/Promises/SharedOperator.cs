using System.Collections.Concurrent;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Regions;

namespace Bus.Tests.Promises;

/// <summary>
/// What several workers of one region operate: as with Kubernetes, applying what is applied changes nothing, whoever
/// does it.
/// </summary>
internal sealed class SharedOperator : IClusterOperator
{
    private readonly ConcurrentDictionary<string, OperatedCluster> _clusters = new();
    private int _looks;
    private int _effects;

    public string Name => "shared";

    /// <summary>How many commands have come, doubles included: each is looked up first.</summary>
    public int Looks => Volatile.Read(ref _looks);

    /// <summary>How many changes were really made.</summary>
    public int Effects => Volatile.Read(ref _effects);

    /// <summary>How many clusters there are.</summary>
    public int Clusters => _clusters.Count;

    public Task<OperatedCluster> ApplyAsync(DesiredCluster desired, CancellationToken cancellation)
    {
        var wanted = new OperatedCluster(
            desired.ClusterId,
            desired.Generation,
            desired.Config,
            new ClusterEndpoints("PLAINTEXT://127.0.0.1:9092", null),
            desired.Suspended
        );
        while (true)
        {
            if (!_clusters.TryGetValue(desired.ClusterId, out var present))
            {
                if (!_clusters.TryAdd(desired.ClusterId, wanted))
                    continue;
            }
            else if (present.Generation >= desired.Generation)
                return Task.FromResult(present);
            else if (!_clusters.TryUpdate(desired.ClusterId, wanted, present))
                continue;
            Interlocked.Increment(ref _effects);
            return Task.FromResult(wanted);
        }
    }

    public Task<bool> DeleteAsync(string clusterId, long generation, CancellationToken cancellation) =>
        Task.FromResult(true);

    public Task<OperatedCluster?> FindAsync(string clusterId, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _looks);
        return Task.FromResult(_clusters.GetValueOrDefault(clusterId));
    }

    public Task<IReadOnlyList<OperatedCluster>> ListAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OperatedCluster>>([]);

    public Task<RegionCapacity> CapacityAsync(CancellationToken cancellation) =>
        Task.FromResult(new RegionCapacity(1_000_000, 0, 1_000_000, 0));
}
