using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Mothership.Domain.Fleet;
using Mothership.Regions;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Converging;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;
using Mothership.Strimzi.Watching;

namespace Mothership.Strimzi;

/// <summary>
/// Runs customers' clusters on Kubernetes with Strimzi. What it was last told is kept there too, so that any number of
/// these may work on one region, and each may end at any moment.
/// </summary>
public sealed class StrimziOperator : IClusterOperator, IReconciler, IChangeFeed, IPoolCapacity, IClusterPlaces
{
    /// <summary>Its name in settings and heartbeats.</summary>
    public const string OperatorName = "strimzi";

    private readonly IReadOnlyList<PoolWorker> _workers;
    private readonly ChangeFeed _feed;
    private readonly ILogger<StrimziOperator> _logger;
    private readonly ConcurrentDictionary<string, string> _leaving = new(StringComparer.Ordinal);

    /// <summary>An operator of these Kubernetes clusters.</summary>
    public StrimziOperator(
        IKubePools pools,
        StrimziSettings settings,
        TimeProvider time,
        ILogger<StrimziOperator> logger
    )
    {
        _logger = logger;
        _workers = [.. pools.All.Select(pool => new PoolWorker(pool, settings, time, logger))];
        _feed = new(pools, time, logger);
    }

    /// <inheritdoc/>
    public string Name => OperatorName;

    /// <summary>How many writes the last pass over everything took.</summary>
    public int WritesOfLastPass { get; private set; }

    /// <inheritdoc/>
    public Task<OperatedCluster> ApplyAsync(DesiredCluster desired, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desired);
        return CallAsync(() => TellAsync(desired, cancellation));
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string clusterId, long generation, CancellationToken cancellation) =>
        CallAsync(async () =>
        {
            var isGone = true;
            foreach (var worker in _workers)
                isGone &= await DeleteAsync(worker, clusterId, generation, cancellation).ConfigureAwait(false);
            return isGone;
        });

    /// <inheritdoc/>
    public Task<OperatedCluster?> FindAsync(string clusterId, CancellationToken cancellation) =>
        CallAsync(async () =>
            await LocateAsync(clusterId, cancellation).ConfigureAwait(false) is var (worker, kept)
                ? await worker.LookAsync(kept, null, cancellation).ConfigureAwait(false)
                : null
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<OperatedCluster>> ListAsync(CancellationToken cancellation) =>
        CallAsync<IReadOnlyList<OperatedCluster>>(async () =>
        {
            var all = new List<OperatedCluster>();
            foreach (var worker in _workers)
            {
                var live = await worker.ReadAllAsync(cancellation).ConfigureAwait(false);
                foreach (var kept in await worker.Intents.ListAsync(null, cancellation).ConfigureAwait(false))
                    all.Add(await worker.LookAsync(kept, live, cancellation).ConfigureAwait(false));
            }
            return all;
        });

    /// <inheritdoc/>
    public async Task<RegionCapacity> CapacityAsync(CancellationToken cancellation)
    {
        var pools = await PoolsAsync(cancellation).ConfigureAwait(false);
        if (pools.Count == 0)
            throw new OperatorException(
                "region_unavailable",
                "No Kubernetes cluster can be reached.",
                isTransient: true
            );
        return new(
            pools.Sum(p => p.ClustersMax),
            pools.Sum(p => p.ClustersUsed),
            pools.Sum(p => p.UnitsMax),
            pools.Sum(p => p.UnitsUsed)
        );
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PoolCapacity>> PoolsAsync(CancellationToken cancellation)
    {
        var pools = new List<PoolCapacity>();
        foreach (var worker in _workers)
            try
            {
                pools.Add(await CapacityAsync(worker, cancellation).ConfigureAwait(false));
            }
            catch (KubeException e)
            {
                _logger.LogWarning(e, "{Pool} can't be reached", worker.Pool.Name);
            }
        return pools;
    }

    /// <inheritdoc/>
    public Task<OperatedCluster?> ReconcileAsync(string clusterId, CancellationToken cancellation) =>
        CallAsync(async () =>
            await LocateAsync(clusterId, cancellation).ConfigureAwait(false) is var (worker, kept)
                ? await ConvergeAsync(worker, kept, cancellation).ConfigureAwait(false)
                : null
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OperatedCluster>> ReconcileAsync(CancellationToken cancellation)
    {
        var seen = new List<OperatedCluster>();
        var writes = 0;
        foreach (var worker in _workers)
            try
            {
                var pass = new PoolPass(worker, _logger);
                seen.AddRange(await pass.RunAsync(cancellation).ConfigureAwait(false));
                writes += pass.Writes;
            }
            catch (KubeException e)
            {
                _logger.Log(LevelOf(e), e, "{Pool} could not be looked over: {Why}", worker.Pool.Name, e.Message);
            }
        WritesOfLastPass = writes;
        return seen;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> WatchAsync(CancellationToken cancellation) =>
        _feed.ReadAsync(@namespace => [.. _leaving.Where(l => l.Value == @namespace).Select(l => l.Key)], cancellation);

    async Task<ClusterPlace?> IClusterPlaces.FindAsync(string clusterId, CancellationToken cancellation) =>
        await LocateAsync(clusterId, cancellation).ConfigureAwait(false) is var (worker, kept) && !kept.Intent.Deleted
            ? new(clusterId, kept.Intent.Organization, kept.Intent.Environment, worker.Pool)
            : null;

    private async Task<OperatedCluster> TellAsync(DesiredCluster desired, CancellationToken cancellation)
    {
        var before = await LocateAsync(desired.ClusterId, cancellation).ConfigureAwait(false);
        var wanted = Named(desired.Pool);
        if (before is { } there && wanted is not null && there.Worker != wanted && IsElsewhere(there.Kept))
        {
            // Placed anew before it was ever ready: nothing is lost with what was begun.
            await DeleteAsync(there.Worker, desired.ClusterId, desired.Generation, cancellation).ConfigureAwait(false);
            before = null;
        }
        var worker = before?.Worker ?? wanted ?? _workers[0];
        if (before is null)
            await CheckRoomAsync(worker, desired, cancellation).ConfigureAwait(false);
        var kept = await worker.TellAsync(before?.Kept, desired, cancellation).ConfigureAwait(false);
        try
        {
            return await ConvergeAsync(worker, kept, cancellation).ConfigureAwait(false);
        }
        catch (KubeException e)
        {
            // It is noted what is wanted; the next pass goes on from there.
            _logger.Log(LevelOf(e), e, "{Cluster} is not as wanted yet: {Why}", desired.ClusterId, e.Message);
            return ClusterState.Building(kept.Intent, ClusterState.Unreachable);
        }
    }

    private static bool IsElsewhere(Kept kept) => kept.Intent.ReadyGeneration == 0;

    private async Task<bool> DeleteAsync(
        PoolWorker worker,
        string clusterId,
        long generation,
        CancellationToken cancellation
    )
    {
        var kept = await worker.Intents.FindAsync(clusterId, cancellation).ConfigureAwait(false);
        kept ??= await new LostClusters(worker).FindAsync(clusterId, generation, cancellation).ConfigureAwait(false);
        kept = await worker.TellGoneAsync(kept, generation, cancellation).ConfigureAwait(false);
        if (kept is null)
            return true;
        if (!kept.Intent.Deleted)
            return false;
        var seen = await ConvergeAsync(worker, kept, cancellation).ConfigureAwait(false);
        return seen.State == OperatedState.Gone;
    }

    private async Task<OperatedCluster> ConvergeAsync(PoolWorker worker, Kept kept, CancellationToken cancellation)
    {
        var seen = (await worker.ConvergeAsync(kept, null, cancellation).ConfigureAwait(false)).Seen;
        if (kept.Intent.Deleted && seen.State != OperatedState.Gone)
            _leaving[kept.Intent.ClusterId] = kept.Intent.Namespace;
        else
            _leaving.TryRemove(kept.Intent.ClusterId, out _);
        return seen;
    }

    private async Task<(PoolWorker Worker, Kept Kept)?> LocateAsync(string clusterId, CancellationToken cancellation)
    {
        (PoolWorker, Kept)? going = null;
        foreach (var worker in _workers)
            if (await worker.Intents.FindAsync(clusterId, cancellation).ConfigureAwait(false) is { } kept)
            {
                if (!kept.Intent.Deleted)
                    return (worker, kept);
                going = (worker, kept);
            }
        return going;
    }

    private PoolWorker? Named(string pool) =>
        pool.Length == 0
            ? null
            : _workers.FirstOrDefault(w => w.Pool.Name == pool)
                ?? throw new OperatorException(
                    "unknown_pool",
                    "The place that was chosen for this cluster does not exist any more.",
                    isTransient: false
                );

    private static async Task CheckRoomAsync(PoolWorker worker, DesiredCluster desired, CancellationToken cancellation)
    {
        if (worker.Pool is { ClustersMax: int.MaxValue, UnitsMax: int.MaxValue, Accepting: true })
            return;
        var now = await CapacityAsync(worker, cancellation).ConfigureAwait(false);
        if (!now.Accepting || now.ClustersUsed >= now.ClustersMax || now.UnitsUsed + desired.Config.Size > now.UnitsMax)
            throw new OperatorException(
                "region_full",
                "The region has no capacity left for this cluster. Choose another region or a smaller size.",
                isTransient: false
            );
    }

    private static async Task<PoolCapacity> CapacityAsync(PoolWorker worker, CancellationToken cancellation)
    {
        var (pool, kept) = (worker.Pool, await worker.Intents.ListAsync(null, cancellation).ConfigureAwait(false));
        var units = kept.Sum(k => k.Intent.Config.Size);
        return new(pool.Name, pool.ClustersMax, kept.Count, pool.UnitsMax, units, pool.Accepting);
    }

    // Nothing but somebody's hand ends it.
    private static LogLevel LevelOf(KubeException e) => e.IsKindMissing ? LogLevel.Error : LogLevel.Warning;

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (KubeException e)
        {
            throw new OperatorException("region_unavailable", "The region can't be reached at present.", true, e);
        }
    }
}
