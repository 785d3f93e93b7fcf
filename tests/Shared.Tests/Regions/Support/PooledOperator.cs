using Mothership.Domain.Fleet;
using Mothership.Regions;

namespace Mothership.Shared.Tests.Regions.Support;

/// <summary>An operator on several Kubernetes clusters, of which only the capacity is asked for.</summary>
internal sealed class PooledOperator(IReadOnlyList<PoolCapacity> pools) : IClusterOperator, IPoolCapacity
{
    public string Name => "pooled";

    public Task<IReadOnlyList<PoolCapacity>> PoolsAsync(CancellationToken cancellation) => Task.FromResult(pools);

    public Task<RegionCapacity> CapacityAsync(CancellationToken cancellation) =>
        Task.FromResult(
            new RegionCapacity(
                pools.Sum(p => p.ClustersMax),
                pools.Sum(p => p.ClustersUsed),
                pools.Sum(p => p.UnitsMax),
                pools.Sum(p => p.UnitsUsed)
            )
        );

    public Task<OperatedCluster> ApplyAsync(DesiredCluster desired, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<bool> DeleteAsync(string clusterId, long generation, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<OperatedCluster?> FindAsync(string clusterId, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<OperatedCluster>> ListAsync(CancellationToken cancellation) =>
        throw new NotSupportedException();
}
