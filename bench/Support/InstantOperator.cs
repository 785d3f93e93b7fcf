using System.Collections.Concurrent;
using Mothership.Domain.Clusters;
using Mothership.Domain.Fleet;
using Mothership.Regions;

namespace Mothership.Bench.Support;

/// <summary>An operator that has done its work at once, so that what is around it is measured.</summary>
internal sealed class InstantOperator : IClusterOperator
{
    private readonly ConcurrentDictionary<string, OperatedCluster> _clusters = new();
    private long _applied;
    private long _firstAt;
    private long _lastAt;

    public string Name => "instant";

    /// <summary>How many desired states it has applied.</summary>
    public long Applied => Interlocked.Read(ref _applied);

    /// <summary>The time between the first and the last application.</summary>
    public TimeSpan Span => TimeProvider.System.GetElapsedTime(_firstAt, Interlocked.Read(ref _lastAt));

    public Task<OperatedCluster> ApplyAsync(DesiredCluster desired, CancellationToken cancellation)
    {
        var endpoints = new ClusterEndpoints("PLAINTEXT://127.0.0.1:9092", null);
        var operated = new OperatedCluster(
            desired.ClusterId,
            desired.Generation,
            desired.Config,
            endpoints,
            desired.Suspended
        );
        _clusters[desired.ClusterId] = operated;
        var now = TimeProvider.System.GetTimestamp();
        Interlocked.CompareExchange(ref _firstAt, now, 0);
        Interlocked.Exchange(ref _lastAt, now);
        Interlocked.Increment(ref _applied);
        return Task.FromResult(operated);
    }

    public Task<bool> DeleteAsync(string clusterId, long generation, CancellationToken cancellation)
    {
        _clusters.TryRemove(clusterId, out _);
        return Task.FromResult(true);
    }

    public Task<OperatedCluster?> FindAsync(string clusterId, CancellationToken cancellation) =>
        Task.FromResult(_clusters.GetValueOrDefault(clusterId));

    public Task<IReadOnlyList<OperatedCluster>> ListAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OperatedCluster>>([.. _clusters.Values]);

    public Task<RegionCapacity> CapacityAsync(CancellationToken cancellation) =>
        Task.FromResult(new RegionCapacity(1_000_000, _clusters.Count, 10_000_000, _clusters.Count));
}
