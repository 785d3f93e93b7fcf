using Microsoft.Extensions.Logging;
using Mothership.Bus;
using Mothership.Bus.Codecs;
using Mothership.Domain.Ids;
using Mothership.Regions.Commands;

namespace Mothership.Regions.Metering;

/// <summary>Tells the mothership what the region's clusters did in the last minute that is over.</summary>
public sealed class MetricsSender(
    RegionSettings settings,
    SelectedOperator selected,
    CommandHandler commands,
    IBus bus,
    TimeProvider time,
    ILogger<MetricsSender> logger
)
{
    /// <summary>
    /// Sends the figures of all running clusters. Nothing happens when the operator can't measure. A minute that could
    /// not be sent is lost, to the customer's advantage.
    /// </summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        if (selected.Operator is not IClusterMeter meter)
            return;
        var now = time.GetUtcNow().UtcTicks;
        var minute = new DateTimeOffset(now - now % TimeSpan.TicksPerMinute, TimeSpan.Zero).AddMinutes(-1);
        var running = await selected.Operator.ListAsync(cancellation).ConfigureAwait(false);
        foreach (var cluster in running.Where(c => !c.Suspended))
            try
            {
                await SendAsync(meter, cluster, minute, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "The figures of {Cluster} at {Minute} are lost", cluster.ClusterId, minute);
            }
    }

    private async Task SendAsync(
        IClusterMeter meter,
        OperatedCluster cluster,
        DateTimeOffset minute,
        CancellationToken cancellation
    )
    {
        if (commands.Owners.Find(cluster.ClusterId) is not { } owner)
            return;
        var counts = await meter.MeasureAsync(cluster.ClusterId, minute, cancellation).ConfigureAwait(false);
        if (counts is null)
            return;
        var metrics = new RegionMetrics(
            owner,
            new ClusterId(cluster.ClusterId),
            settings.Id,
            cluster.Generation,
            cluster.Config.Kind,
            minute,
            counts
        );
        await bus.PublishAsync(RegionMetricsCodec.Encode(metrics), cancellation).ConfigureAwait(false);
    }
}
