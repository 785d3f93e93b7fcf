using Microsoft.Extensions.Logging;
using Mothership.Strimzi.Clusters;
using Mothership.Strimzi.Objects;

namespace Mothership.Strimzi.Converging;

/// <summary>Takes away what somebody has written for clusters that went lately, by what he knew before.</summary>
internal sealed class PoolLeftovers(PoolWorker worker, ILogger logger)
{
    /// <summary>How many writes it took.</summary>
    public int Writes { get; private set; }

    public async Task ClearAsync(IReadOnlyList<Departure> departures, LiveObjects live, CancellationToken cancellation)
    {
        foreach (var departure in departures)
            try
            {
                await ClearAsync(departure, live, cancellation).ConfigureAwait(false);
            }
            catch (KubeException e) when (e.Fault != KubeFault.Unauthorized)
            {
                // The others go on; this one is tried again in the next pass.
                logger.LogWarning(e, "What is left of {Cluster} is still there", departure.Intent.ClusterId);
            }
    }

    private async Task ClearAsync(Departure departure, LiveObjects live, CancellationToken cancellation)
    {
        var intent = departure.Intent;
        // It may be back, or be told of just now: placed here anew, after another place refused it.
        var back = await worker.Intents.FindAsync(intent.ClusterId, cancellation).ConfigureAwait(false);
        if (back is null && !await IsClearAsync(intent, live, cancellation).ConfigureAwait(false))
            return;
        if (!worker.Departed.IsLongAgo(departure))
            return;
        Writes++;
        await worker.Departed.ForgetAsync(departure, cancellation).ConfigureAwait(false);
    }

    private async Task<bool> IsClearAsync(ClusterIntent intent, LiveObjects live, CancellationToken cancellation)
    {
        if (!await HasLeftoversAsync(intent, live, cancellation).ConfigureAwait(false))
            return true;
        logger.LogWarning("{Cluster} is gone, and somebody has made something for it since", intent.ClusterId);
        var deletion = worker.NewDeletion();
        var isClear = await deletion.ClearAsync(intent, cancellation).ConfigureAwait(false);
        Writes += deletion.Writes;
        return isClear;
    }

    private async Task<bool> HasLeftoversAsync(ClusterIntent intent, LiveObjects live, CancellationToken cancellation)
    {
        foreach (var kind in (KubeKind[])[KubeKind.Kafka, KubeKind.KafkaNodePool])
            if (live.In(kind, intent.Namespace).Any(o => o.Label(KubeNames.Cluster) == intent.ClusterId))
                return true;
        // Volumes have no owner. All else that Strimzi makes has one, and goes with it.
        var claims = await worker
            .Pool.Objects.ListAsync(
                KubeKind.VolumeClaim,
                intent.Namespace,
                KubeNames.OfKafka(intent.ClusterId),
                cancellation
            )
            .ConfigureAwait(false);
        return claims.Items.Count > 0;
    }
}
