using Microsoft.Extensions.Logging;
using Mothership.Domain.Clusters;
using Mothership.Regions;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Rendering;

namespace Mothership.Strimzi.Converging;

/// <summary>Makes the clusters of one Kubernetes cluster be as they are wanted. Keeps nothing in memory.</summary>
internal sealed class PoolWorker
{
    private readonly StrimziSettings _settings;
    private readonly ILogger _logger;
    private readonly ClusterReader _reader;
    private readonly ClusterWriter _writer;
    private readonly ClusterSuspension _suspension;

    public PoolWorker(KubePool pool, StrimziSettings settings, TimeProvider time, ILogger logger)
    {
        (Pool, _settings, _logger) = (pool, settings, logger);
        Intents = new(pool.Objects, settings);
        Departed = new(pool.Objects, settings, time);
        _reader = new(pool.Objects);
        _writer = new(pool.Objects, logger);
        _suspension = new(pool.Objects);
    }

    public KubePool Pool { get; }

    public Intents Intents { get; }

    public Departed Departed { get; }

    /// <summary>Takes a wish over; an earlier one than the last changes nothing.</summary>
    public async Task<Kept> TellAsync(Kept? kept, DesiredCluster desired, CancellationToken cancellation)
    {
        while (true)
        {
            if (kept is not null && kept.Intent.Generation >= desired.Generation)
                return kept;
            var storage = Sizing.Of(desired.Config, desired.MultiZone).Brokers.StorageGi;
            var next = ClusterIntent.Next(kept?.Intent, desired, storage);
            try
            {
                return await Intents.SaveAsync(kept, next, cancellation).ConfigureAwait(false);
            }
            catch (KubeException e) when (e.Fault is KubeFault.Conflict)
            {
                kept = await Intents.FindAsync(desired.ClusterId, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Notes that nothing is wanted of a cluster any more, unless a later wish is known.</summary>
    public async Task<Kept?> TellGoneAsync(Kept? kept, long generation, CancellationToken cancellation)
    {
        while (kept is not null && kept.Intent.Generation <= generation && !kept.Intent.Deleted)
            try
            {
                var next = kept.Intent with { Deleted = true, Generation = generation };
                return await Intents.SaveAsync(kept, next, cancellation).ConfigureAwait(false);
            }
            catch (KubeException e) when (e.Fault is KubeFault.Conflict or KubeFault.Missing)
            {
                kept = await Intents.FindAsync(kept.Intent.ClusterId, cancellation).ConfigureAwait(false);
            }
        return kept;
    }

    /// <summary>Takes back a cluster whose intent was lost; null when another was quicker.</summary>
    public async Task<Kept?> AdoptAsync(ClusterIntent intent, CancellationToken cancellation)
    {
        try
        {
            return await Intents.SaveAsync(null, intent, cancellation).ConfigureAwait(false);
        }
        catch (KubeException e) when (e.Fault == KubeFault.Conflict)
        {
            return null;
        }
    }

    /// <summary>Does what can be done now, and says how far it is.</summary>
    /// <param name="kept">What is wanted.</param>
    /// <param name="live">What there is; null: to be read.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Converged> ConvergeAsync(Kept kept, LiveObjects? live, CancellationToken cancellation)
    {
        var intent = kept.Intent;
        if (intent.Deleted)
            return await DeleteAsync(intent, cancellation).ConfigureAwait(false);
        var isFresh = live is null;
        live ??= await _reader.EnvironmentAsync(intent.Namespace, cancellation).ConfigureAwait(false);
        var plan = Plan(intent, live);
        if (plan.Writes.Count > 0 && !isFresh)
            return await AnewAsync(kept, cancellation).ConfigureAwait(false);
        var writes = await _writer.WriteAsync(plan, live, cancellation).ConfigureAwait(false);
        if (writes > 0 && await OutdatedByAsync(kept, cancellation).ConfigureAwait(false) is { } later)
            return await ConvergeAsync(later, null, cancellation).ConfigureAwait(false);
        var seen =
            intent.Suspended && plan.WaitsFor is null
                ? await _suspension.StopAsync(intent, live, cancellation).ConfigureAwait(false)
                : ClusterState.Of(intent, plan, live);
        var address = Address(intent, live);
        writes += await NoteAsync(kept, seen, address, cancellation).ConfigureAwait(false);
        return new(seen, writes);
    }

    /// <summary>Reads how far it is, and changes nothing.</summary>
    public async Task<OperatedCluster> LookAsync(Kept kept, LiveObjects? live, CancellationToken cancellation)
    {
        var intent = kept.Intent;
        if (intent.Deleted)
            return ClusterState.Building(intent, ClusterState.Deleting);
        live ??= await _reader.EnvironmentAsync(intent.Namespace, cancellation).ConfigureAwait(false);
        return intent.Suspended
            ? await _suspension.LookAsync(intent, live, cancellation).ConfigureAwait(false)
            : ClusterState.Of(intent, Plan(intent, live), live);
    }

    public Task<LiveObjects> ReadAllAsync(CancellationToken cancellation) => _reader.AllAsync(cancellation);

    public ClusterDeletion NewDeletion() => new(Pool.Objects, Intents, Departed);

    private ClusterPlan Plan(ClusterIntent intent, LiveObjects live) =>
        ClusterPlan.Of(intent, ClusterReader.Neighbours(live, intent), live, _settings);

    private async Task<Converged> DeleteAsync(ClusterIntent intent, CancellationToken cancellation)
    {
        var deletion = NewDeletion();
        var isGone = await deletion.ContinueAsync(intent, cancellation).ConfigureAwait(false);
        var seen = ClusterState.Building(intent, ClusterState.Deleting);
        return isGone
            ? new(seen with { State = OperatedState.Gone, Message = null }, deletion.Writes)
            : new(seen, deletion.Writes);
    }

    // What a pass has read may be a while ago, and so may the wish.
    private async Task<Converged> AnewAsync(Kept kept, CancellationToken cancellation)
    {
        var now = await Intents.FindAsync(kept.Intent.ClusterId, cancellation).ConfigureAwait(false);
        return now is null
            ? new(ClusterState.Building(kept.Intent, ClusterState.Deleting), 0)
            : await ConvergeAsync(now, null, cancellation).ConfigureAwait(false);
    }

    // Two may write at once, one of them after an earlier wish; whoever ends last sees the later one.
    private async Task<Kept?> OutdatedByAsync(Kept kept, CancellationToken cancellation)
    {
        var now = await Intents.FindAsync(kept.Intent.ClusterId, cancellation).ConfigureAwait(false);
        return now is not null && now.Intent.Generation != kept.Intent.Generation ? now : null;
    }

    private static string? Address(ClusterIntent intent, LiveObjects live) =>
        live.Find(KubeKind.Kafka, intent.Namespace, intent.ClusterId) is { } kafka ? ClusterState.Address(kafka) : null;

    // What the next suspension, and the next fault, have to know of this moment.
    private async Task<int> NoteAsync(Kept kept, OperatedCluster seen, string? address, CancellationToken cancellation)
    {
        var intent = kept.Intent;
        var next = intent with
        {
            ReadyGeneration = seen.State == OperatedState.Ready ? intent.Generation : intent.ReadyGeneration,
            Bootstrap = address ?? intent.Bootstrap,
        };
        if (next == intent)
            return 0;
        try
        {
            await Intents.SaveAsync(kept, next, cancellation).ConfigureAwait(false);
        }
        catch (KubeException e) when (e.Fault is KubeFault.Conflict or KubeFault.Missing)
        {
            _logger.LogDebug(e, "{Cluster} was noted by another", intent.ClusterId);
        }
        return 1;
    }
}

/// <summary>What came of making a cluster be as wanted.</summary>
/// <param name="Seen">How far it is.</param>
/// <param name="Writes">How many writes it took.</param>
internal sealed record Converged(OperatedCluster Seen, int Writes);
