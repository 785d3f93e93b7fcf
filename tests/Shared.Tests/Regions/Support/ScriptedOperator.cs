using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Domain.Metering;
using Mothership.Regions;
using Mothership.Regions.Metering;

namespace Mothership.Shared.Tests.Regions.Support;

/// <summary>An operator in a dictionary that counts its effects and fails as it is told.</summary>
internal sealed class ScriptedOperator : IClusterOperator, IClusterMeter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OperatedCluster> _clusters = [];

    /// <summary>What was really done: cluster, generation, and whether it was a deletion.</summary>
    public List<(string Cluster, long Generation, bool Deleted)> Effects { get; } = [];

    /// <summary>What the next calls throw, one each.</summary>
    public Queue<Exception> Failures { get; } = [];

    public string Name => "scripted";

    /// <summary>What it measures, by cluster.</summary>
    public Dictionary<string, MinuteCounts> Counts { get; } = [];

    public Task<MinuteCounts?> MeasureAsync(string clusterId, DateTimeOffset minute, CancellationToken cancellation) =>
        Task.FromResult(Counts.GetValueOrDefault(clusterId));

    public Task<OperatedCluster> ApplyAsync(DesiredCluster desired, CancellationToken cancellation)
    {
        lock (_gate)
        {
            FailIfTold();
            var endpoints = new ClusterEndpoints($"PLAINTEXT://{desired.ClusterId}:9092", null);
            var operated = new OperatedCluster(
                desired.ClusterId,
                desired.Generation,
                desired.Config,
                endpoints,
                desired.Suspended
            );
            Effects.Add((desired.ClusterId, desired.Generation, false));
            return Task.FromResult(_clusters[desired.ClusterId] = operated);
        }
    }

    public Task<bool> DeleteAsync(string clusterId, long generation, CancellationToken cancellation)
    {
        lock (_gate)
        {
            FailIfTold();
            if (_clusters.Remove(clusterId))
                Effects.Add((clusterId, generation, true));
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

    public Task<RegionCapacity> CapacityAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            FailIfTold();
            return Task.FromResult(
                new RegionCapacity(10, _clusters.Count, 100, _clusters.Values.Sum(c => c.Config.Size))
            );
        }
    }

    private void FailIfTold()
    {
        if (Failures.TryDequeue(out var failure))
            throw failure;
    }
}
